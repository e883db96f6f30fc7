import { numberFormat } from "@nexusone/contracts/formats";
import { Money, UsdRange } from "@nexusone/ui/amounts";
import { Badge, type Tone } from "@nexusone/ui/badge";
import { MarginFigure } from "@nexusone/ui/margin-bar";
import { useI18n } from "../../i18n/context.tsx";
import type { STATUSES } from "./list-search.ts";
import type { ProductRow } from "./use-list.ts";

export const STATUS_TONES: Record<(typeof STATUSES)[number], Tone> = {
  active: "good",
  inactive: "neutral",
  archived: "wait",
};

export function StatusBadge({ status }: { status: (typeof STATUSES)[number] }) {
  const { t } = useI18n();
  return <Badge tone={STATUS_TONES[status]}>{t(`catalogue.status.${status}`)}</Badge>;
}

export function PriceCell({ row }: { row: ProductRow }) {
  const same = row.minPriceMinor === row.maxPriceMinor;
  return (
    <span className="whitespace-nowrap">
      <Money minor={row.minPriceMinor} currency={row.currency} />
      {same ? null : (
        <>
          {" – "}
          <Money minor={row.maxPriceMinor} currency={row.currency} />
        </>
      )}
    </span>
  );
}

export function CostCell({ row }: { row: ProductRow }) {
  return (
    <span className="whitespace-nowrap text-muted">
      {row.minCostUsd !== null && row.maxCostUsd !== null ? (
        <UsdRange min={row.minCostUsd} max={row.maxCostUsd} />
      ) : row.minCostMinor !== null ? (
        <Money minor={row.minCostMinor} currency={row.currency} />
      ) : (
        "–"
      )}
    </span>
  );
}

export function MarginCell({ row }: { row: ProductRow }) {
  const { t } = useI18n();
  if (!row.margin)
    return (
      <span className="text-xs text-muted" title={t("catalogue.noQuoteHint")}>
        {t("catalogue.noQuote")}
      </span>
    );
  return <MarginFigure {...row.margin} currency={row.currency} />;
}

/** `unit` where no column says what is counted. */
export function StockCell({ row, unit }: { row: ProductRow; unit?: boolean }) {
  const { t, locale } = useI18n();
  if (row.stock === null)
    return (
      <span className="text-xs text-muted">{t(unit ? "catalogue.stock.unknownWhole" : "catalogue.stock.unknown")}</span>
    );
  if (row.stock === 0)
    return <span className="whitespace-nowrap text-xs font-medium text-bad">{t("catalogue.stock.out")}</span>;
  if (unit) return <span className="tabular-nums">{t("catalogue.stock.count", { count: row.stock })}</span>;
  return <span className="tabular-nums">{numberFormat(locale).format(row.stock)}</span>;
}
