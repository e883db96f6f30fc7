import type { PreviewRowId } from "@nexusone/contracts/ids";
import { Money, Percent, Usd } from "@nexusone/ui/amounts";
import { cx } from "@nexusone/ui/cx";
import { Drawer } from "@nexusone/ui/dialog";
import { Card, Facts, Skeleton } from "@nexusone/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { KnownReason } from "../../app/known-reason.tsx";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useShop } from "../../lib/shop.ts";
import { Thumb } from "../catalogue/thumb.tsx";
import { ruleText } from "../pricing/rule-form.ts";
import { carrierText } from "../product/facts.ts";
import type { Preview } from "./triage-results.ts";

type Variant = Outputs["imports"]["getPreviewRow"]["variants"][number];
type Props = { rowId: PreviewRowId; preview: Preview; onClose: () => void };

/** Every variant of one product of a preview, with its own cost, freight, price and margin. */
export function RowDrawer({ rowId, preview, onClose }: Props) {
  const { t, locale } = useI18n();
  const { api } = useShop();
  const row = preview.rows.find(({ id }) => id === rowId);
  const { currency } = preview.pricing.terms;
  const query = useQuery(api.imports.getPreviewRow.queryOptions({ rowId }));
  const rule = row?.priceRule;
  return (
    <Drawer
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={row?.name ?? t("imports.sheet.products")}
    >
      <div className="flex flex-col gap-4">
        {row?.reason ? <KnownReason code={row.reason} details={row.reasonDetails} /> : null}
        <Facts
          rows={[
            [t("product.rule"), rule ? ruleText(rule, currency, locale, t) : "–"],
            [t("imports.category"), row?.categoryName ?? "–"],
            [t("imports.tags"), row?.tags.join(", ") || "–"],
          ]}
        />
        <Refused error={query.error} onRetry={() => void query.refetch()} />
        {query.data ? (
          <Card flush title={t("sourcing.variants", { count: query.data.variants.length })}>
            <ul className="divide-y divide-line">
              {query.data.variants.map((variant) => (
                <VariantLine key={variant.externalId} variant={variant} currency={currency} />
              ))}
            </ul>
          </Card>
        ) : query.isPending ? (
          <Skeleton className="h-40 w-full" />
        ) : null}
      </div>
    </Drawer>
  );
}

function VariantLine({ variant, currency }: { variant: Variant; currency: string }) {
  const { t } = useI18n();
  const { costUsd, freight, landedMinor, margin, priceMinor, reason, stock } = variant;
  const units = stock?.reduce((sum, { total }) => sum + total, 0);
  return (
    <li className="flex items-start gap-3 px-4 py-2.5">
      <Thumb url={variant.imageUrl} className="size-9" />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium text-ink">{variant.label}</p>
        <p className="flex flex-wrap gap-x-2 text-xs text-muted">
          {costUsd ? <Usd amount={costUsd} /> : null}
          {freight ? (
            <span>
              + <Usd amount={freight.usd} /> {carrierText(freight, t)}
            </span>
          ) : null}
          {landedMinor === null ? null : (
            <span>
              = <Money minor={landedMinor} currency={currency} />
            </span>
          )}
        </p>
        <p className="text-xs text-muted">
          {units === undefined ? t("catalogue.stock.unknownWhole") : t("catalogue.stock.count", { count: units })}
        </p>
        {reason ? <KnownReason code={reason} /> : null}
      </div>
      {reason === null && priceMinor !== null ? (
        <div className="flex shrink-0 flex-col items-end">
          <Money minor={priceMinor} currency={currency} className="font-semibold text-ink" />
          {margin ? (
            <span className={cx("text-xs", margin.profitMinor < 0 ? "text-bad" : "text-good")}>
              <Percent bps={margin.percentOfPriceBps} />
            </span>
          ) : null}
        </div>
      ) : null}
    </li>
  );
}
