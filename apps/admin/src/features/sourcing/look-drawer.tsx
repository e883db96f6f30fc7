import type { CjProductId, ProductId } from "@nexusone/contracts/ids";
import { RelativeTime, Usd } from "@nexusone/ui/amounts";
import { Button, buttonClass } from "@nexusone/ui/button";
import { Drawer } from "@nexusone/ui/dialog";
import { Card, Skeleton } from "@nexusone/ui/layout";
import { MarginBar } from "@nexusone/ui/margin-bar";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { KnownReason } from "../../app/known-reason.tsx";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { Thumb } from "../catalogue/thumb.tsx";
import { leastEarning } from "@nexusone/contracts/least-earning";
import { carrierText } from "../product/facts.ts";
import { StockCard } from "../product/stock-card.tsx";
import { useExactMargin } from "./use-sourcing.ts";

type Props = { externalId: string; chosen: boolean; onChoose: (() => void) | undefined; onClose: () => void };

/** One of CJ's products beside the list: variants, stock by warehouse, and freight with margin when asked. */
export function LookDrawer({ externalId, chosen, onChoose, onClose }: Props) {
  const t = useT();
  const { api, slug } = useShop();
  // An id of CJ's own list. Ten points; a second look within minutes costs none.
  const product = useQuery(
    api.cj.getProduct.queryOptions({ id: externalId as CjProductId }, { staleTime: Infinity, retry: false }),
  );
  const [vid, setVid] = useState<string>();
  const variant = product.data?.variants.find((one) => one.externalId === vid) ?? product.data?.variants[0];
  return (
    <Drawer
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={product.data?.name ?? t("common.loading")}
      footer={
        product.data?.productId ? (
          <Link
            to="/m/$slug/catalogue/$productId"
            params={{ slug, productId: product.data.productId as ProductId }}
            className={buttonClass({ look: "primary" })}
          >
            {t("sourcing.openMine")}
          </Link>
        ) : onChoose === undefined ? undefined : (
          <Button look={chosen ? "plain" : "primary"} onClick={onChoose}>
            {t(chosen ? "sourcing.unselect" : "sourcing.select")}
          </Button>
        )
      }
    >
      {product.isError ? (
        <Refused error={product.error} onRetry={() => void product.refetch()} />
      ) : product.data && variant ? (
        <div className="flex flex-col gap-4">
          {product.data.stale ? (
            <p className="rounded-md bg-wait-soft px-3 py-2 text-sm text-ink">
              {t("sourcing.kept")} <RelativeTime at={product.data.readAt} className="font-medium" />
            </p>
          ) : null}
          <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={t("sourcing.pictures")}>
            <ul className="flex gap-2 pb-1">
              {product.data.images.slice(0, 8).map((url) => (
                <li key={url} className="shrink-0">
                  <Thumb url={url} className="size-24" />
                </li>
              ))}
            </ul>
          </div>
          <p className="text-xs text-muted">{product.data.categoryPath.join(" › ")}</p>
          <MarginCard externalId={externalId} />
          <Card title={t("sourcing.variants", { count: product.data.variants.length })} flush>
            <ul className="max-h-56 divide-y divide-line overflow-y-auto">
              {product.data.variants.map((one) => (
                <li key={one.externalId}>
                  <button
                    type="button"
                    aria-pressed={one.externalId === variant.externalId}
                    onClick={() => setVid(one.externalId)}
                    className="flex w-full items-center gap-2.5 px-4 py-1.5 text-start text-sm hover:bg-hover aria-pressed:bg-accent-soft"
                  >
                    <Thumb url={one.imageUrl} className="size-8" />
                    <span className="min-w-0 flex-1 truncate text-ink">{one.label}</span>
                    <span className="text-soft">{one.costUsd ? <Usd amount={one.costUsd} /> : "–"}</span>
                  </button>
                </li>
              ))}
            </ul>
          </Card>
          <StockCard variant={variant} />
        </div>
      ) : (
        <div className="flex flex-col gap-3" role="status" aria-label={t("common.loading")}>
          <Skeleton className="h-24 w-full" />
          <Skeleton className="h-28 w-full" />
          <Skeleton className="h-40 w-full" />
        </div>
      )}
    </Drawer>
  );
}

function MarginCard({ externalId }: { externalId: string }) {
  const t = useT();
  const refused = useRefusal("catalog:import");
  const { data, row, ask, isFetching, error } = useExactMargin(externalId);
  const variant = row && leastEarning(row.variants);
  return (
    <Card title={t("sourcing.landed")}>
      {data && variant?.margin ? (
        <MarginBar
          margin={variant.margin}
          floorBps={data.pricing.floorMarginBps}
          facts={{
            costUsd: variant.costUsd,
            costReadAt: data.createdAt,
            freightUsd: variant.freight?.usd ?? null,
            carrier: variant.freight ? carrierText(variant.freight, t) : null,
            quotedAt: variant.freight?.quotedAt ?? null,
            banded: variant.freight?.banded ?? false,
            fxRate: data.pricing.terms.fxRate,
          }}
        />
      ) : row?.reason ? (
        <KnownReason code={row.reason} details={row.reasonDetails} />
      ) : (
        <div className="flex flex-col items-start gap-2">
          <p className="text-sm text-muted">{t("sourcing.landedText")}</p>
          <Refused bare error={error} onRetry={ask} />
          <Button busy={isFetching} refused={refused} onClick={ask}>
            {t("sourcing.margin.ask")}
          </Button>
        </div>
      )}
    </Card>
  );
}
