import { RelativeTime, Usd } from "@nexusone/ui/amounts";
import { Badge } from "@nexusone/ui/badge";
import { Button } from "@nexusone/ui/button";
import { cx } from "@nexusone/ui/cx";
import type { ReactNode } from "react";
import { useT } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useRefusal } from "../../lib/shop.ts";
import { Thumb } from "../catalogue/thumb.tsx";
import { Profit } from "./profit.tsx";

export type Substitutable = Outputs["fulfilment"]["listSubstitutes"]["lines"][number];
export type Substitute = Substitutable["substitutes"][number];

type Props = { line: Substitutable; by: Substitute; currency: string; onChoose: () => void };

/** One variant that could take the place: how it differs, how many there are, what it costs and what the order would leave. */
export function SubstituteRow({ line, by, currency, onChoose }: Props) {
  const t = useT();
  const refused = useRefusal("orders:manage");
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-4 py-3 first:border-t-0">
      <Thumb url={by.imageUrl} className="size-10" />
      <div className="min-w-0 flex-1 basis-44">
        <Options line={line} by={by} />
        <p className="text-xs text-muted">
          {by.free === null ? t("orders.freeUnknown") : t("orders.free", { count: by.free })}
          {by.stockReadAt ? (
            <>
              {" · "}
              <RelativeTime at={by.stockReadAt} />
            </>
          ) : null}
        </p>
      </div>
      {/* Beside the variant where there is little room, behind its figures where there is more. */}
      <span className="sm:order-last sm:w-24 sm:text-end">
        <Button
          size="sm"
          refused={refused}
          aria-label={t("substitutes.chooseOne", { label: by.label })}
          onClick={onChoose}
        >
          {t("substitutes.choose")}
        </Button>
      </span>
      <CostThenNow then={line.ordered.costUsd} now={by.costUsd} />
      <Figure label={t("substitutes.leaves")}>
        <Profit minor={by.orderProfitMinor} currency={currency} />
        {by.leaves !== null && by.leaves.profitMinor < 0 ? (
          <Badge tone="bad">{t("orders.loss")}</Badge>
        ) : by.belowFloor ? (
          <Badge tone="wait">{t("substitutes.floor")}</Badge>
        ) : null}
      </Figure>
    </li>
  );
}

/** What is the same is quiet, what is another stands out. */
export function Options({ line, by }: { line: Substitutable; by: Substitute }) {
  if (by.options.length === 0) return <p className="font-medium text-ink">{by.label}</p>;
  return (
    <p className="flex flex-wrap gap-x-3 text-sm">
      {by.options.map(({ name, value }, at) => (
        <span key={name || at}>
          {name ? <span className="text-muted">{name} </span> : null}
          <span className={line.ordered.options[at]?.value === value ? "text-soft" : "font-semibold text-ink"}>
            {value}
          </span>
        </span>
      ))}
    </p>
  );
}

/** What the supplier asks for one: as of the order, and for this one now. */
export function CostThenNow({ then, now }: { then: string | null; now: string | null }) {
  const t = useT();
  return (
    <Figure wide label={t("substitutes.cost")}>
      {then !== null && then !== now ? (
        <span className="text-muted">
          <span className="sr-only">{t("substitutes.before")} </span>
          <Usd amount={then} />
          <span aria-hidden> → </span>
          <span className="sr-only">, {t("substitutes.after")} </span>
        </span>
      ) : null}
      {now === null ? (
        <span className="text-muted">{t("orders.unknown")}</span>
      ) : (
        <Usd className="text-ink" amount={now} />
      )}
    </Figure>
  );
}

/** All alike, so that those of several variants stand below each other. */
export const Figure = ({ label, children, wide }: { label: string; children: ReactNode; wide?: boolean }) => (
  <div className={cx("flex flex-col text-sm max-sm:basis-[45%]", wide ? "sm:w-44" : "sm:w-36")}>
    <span className="text-xs text-muted">{label}</span>
    <span className="flex flex-wrap items-center gap-1.5">{children}</span>
  </div>
);
