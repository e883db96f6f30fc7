import { formatMoney } from "@nexusone/contracts/money";
import { useI18n } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";

type Figures = Outputs["analytics"]["getProducts"]["totals"];

/** From being looked at to money, in one row. */
export function ProductFigures({ figures, currency }: { figures: Figures; currency: string }) {
  const { t, locale } = useI18n();
  const number = new Intl.NumberFormat(locale);
  const rows = [
    [t("figures.views"), number.format(figures.views)],
    [t("figures.clicks"), number.format(figures.clicks)],
    [t("figures.conversions"), number.format(figures.conversions)],
    [t("figures.units"), number.format(figures.units)],
    [t("figures.revenue"), formatMoney(figures.revenueMinor, currency, locale)],
  ] as const;
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-5">
      {rows.map(([name, value]) => (
        <div key={name} className="flex min-w-0 flex-col">
          <dt className="text-xs text-muted">{name}</dt>
          <dd className="truncate text-base font-medium tabular-nums text-ink">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
