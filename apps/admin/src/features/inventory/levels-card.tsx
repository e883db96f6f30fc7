import { LEVEL_SHOWN } from "@nexusone/contracts/inventory-terms";
import { RelativeTime } from "@nexusone/ui/amounts";
import { Badge } from "@nexusone/ui/badge";
import { buttonClass } from "@nexusone/ui/button";
import { Card } from "@nexusone/ui/layout";
import { chipClass } from "@nexusone/ui/table";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Boxes, PauseCircle } from "lucide-react";
import { KnownReason } from "../../app/known-reason.tsx";
import { useI18n, useT } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useShop } from "../../lib/shop.ts";
import { levelsQuery } from "./inventory-queries.ts";
import { ListStates } from "./list-states.tsx";
import { LowStockField } from "./low-stock-field.tsx";
import { ProductLine } from "./product-line.tsx";

const route = getRouteApi("/m/$slug/inventory/");
type Level = Outputs["inventory"]["listLevels"]["items"][number];

/** Every product with what is in stock, how old that is, and what counts as low. */
export function LevelsCard() {
  const t = useT();
  const { api, slug } = useShop();
  const search = route.useSearch();
  const list = useInfiniteQuery(levelsQuery(api, search));
  const levels = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card flush title={t("inventory.levels")}>
      <nav
        aria-label={t("inventory.filter")}
        className="flex gap-2 border-b border-line px-4 py-2 max-sm:overflow-x-auto max-sm:[scrollbar-width:none] sm:flex-wrap"
      >
        {LEVEL_SHOWN.map((show) => (
          <Link
            key={show}
            to="/m/$slug/inventory"
            params={{ slug }}
            search={show === "all" ? {} : { show }}
            replace
            resetScroll={false}
            aria-current={(search.show ?? "all") === show ? "true" : undefined}
            className={chipClass((search.show ?? "all") === show)}
          >
            {t(`inventory.show.${show}`)}
          </Link>
        ))}
      </nav>
      <ListStates
        list={list}
        count={levels.length}
        empty={{
          icon: <Boxes size={18} aria-hidden />,
          title: t(search.show ? "inventory.nothingFound" : "inventory.empty"),
          text: t(search.show ? "inventory.nothingFoundText" : "inventory.emptyText"),
          action: search.show ? undefined : (
            <Link to="/m/$slug/imports/new" params={{ slug }} className={buttonClass({ look: "primary" })}>
              {t("imports.new")}
            </Link>
          ),
        }}
      >
        <ul aria-label={t("inventory.levels")}>
          {levels.map((level) => (
            <LevelRow key={level.productId} level={level} />
          ))}
        </ul>
      </ListStates>
    </Card>
  );
}

function LevelRow({ level }: { level: Level }) {
  const { t, locale } = useI18n();
  const { stock, heldBy, readAt, problem } = level;
  const units = stock === null ? t("inventory.unknown") : new Intl.NumberFormat(locale).format(stock);
  return (
    <li className="border-b border-line px-4 py-2 last:border-b-0">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-2 md:grid-cols-[minmax(0,1fr)_7rem_9rem_8rem]">
        <ProductLine {...level} />
        <span className="text-end tabular-nums">
          <span className="font-medium text-ink">{units}</span>{" "}
          {stock === null ? null : <span className="text-xs text-muted">{t("inventory.units", { count: stock })}</span>}
          {level.reserved > 0 ? (
            <span className="block text-xs text-muted">{t("inventory.reserved", { count: level.reserved })}</span>
          ) : null}
        </span>
        <span className="flex flex-wrap items-center gap-2 text-xs text-muted">
          <State level={level} />
          {readAt ? (
            <span>
              {t("inventory.read")} <RelativeTime at={readAt} />
            </span>
          ) : (
            t("inventory.own")
          )}
        </span>
        <div className="w-28 justify-self-end md:w-auto md:justify-self-stretch">
          <LowStockField key={`${level.lowStockAt} ${level.ownThreshold}`} level={level} />
        </div>
      </div>
      {heldBy ? (
        <p className="mt-1 flex items-start gap-1.5 text-xs text-wait">
          <PauseCircle size={14} className="mt-px shrink-0" aria-hidden />
          {t(`inventory.held.${heldBy}`)}
        </p>
      ) : null}
      {problem ? (
        <div className="mt-1 flex flex-wrap items-center gap-x-3 text-xs">
          <KnownReason code={problem.reason} />
          {problem.retryAt ? (
            <span className="text-muted">
              {t("inventory.nextTry")} <RelativeTime at={problem.retryAt} />
            </span>
          ) : null}
        </div>
      ) : null}
    </li>
  );
}

function State({ level: { available, stock, lowStockAt } }: { level: Level }) {
  const t = useT();
  if (stock === 0) return <Badge tone="bad">{t("inventory.out")}</Badge>;
  if (available === false) return <Badge tone="wait">{t("inventory.notSold")}</Badge>;
  if (stock !== null && stock <= lowStockAt) return <Badge tone="wait">{t("inventory.low")}</Badge>;
  return null;
}
