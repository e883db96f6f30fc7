import type { ProductId } from "@nexusone/contracts/ids";
import { Card } from "@nexusone/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { ProductFigures } from "../analytics/product-figures.tsx";

const DAYS = 30;

/** How a product sold in the last days, and how fast its stock turns over; nothing for who may not see figures. */
export function SalesCard({ productId }: { productId: ProductId }) {
  const { t, locale } = useI18n();
  const { api, can } = useShop();
  const query = useQuery(
    api.analytics.getProduct.queryOptions({ productId, days: DAYS }, { enabled: can("analytics:read") }),
  );
  if (query.isPending) return null;
  if (query.isError)
    return (
      <Card title={t("figures.ofProduct")}>
        <Refused error={query.error} onRetry={() => void query.refetch()} />
      </Card>
    );
  const { totals, currency, turnover } = query.data;
  return (
    <Card title={t("figures.ofProduct")} hint={t("figures.ofProductHint")}>
      <div className="flex flex-col gap-3">
        <ProductFigures figures={totals} currency={currency} />
        {turnover === null ? null : (
          <p className="text-sm text-soft" title={t("figures.turnoverHint")}>
            {t("figures.turnover")}:{" "}
            {t("figures.timesAYear", {
              times: new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(turnover),
            })}
          </p>
        )}
      </div>
    </Card>
  );
}
