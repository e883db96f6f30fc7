import { Money } from "@nexusone/ui/amounts";
import { Card, Skeleton } from "@nexusone/ui/layout";
import { Table, Td, Th } from "@nexusone/ui/table";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { usePhone } from "../../lib/use-media.ts";
import { ProductFigures } from "./product-figures.tsx";

/** What products brought and how fast they turn over, those that brought most first. */
export function ProductsCard({ days }: { days: number }) {
  const { t, locale } = useI18n();
  const { api, slug } = useShop();
  const phone = usePhone();
  const query = useQuery(api.analytics.getProducts.queryOptions({ days }, { placeholderData: keepPreviousData }));
  const number = new Intl.NumberFormat(locale);
  const turns = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  if (!query.isSuccess)
    return (
      <Card title={t("figures.products")} hint={t("figures.productsHint")}>
        {query.isError ? (
          <Refused error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Skeleton className="h-40 w-full" />
        )}
      </Card>
    );
  const { products, totals, currency } = query.data;
  return (
    <Card flush title={t("figures.products")} hint={t("figures.productsHint")}>
      {products.length === 0 ? (
        <p className="px-4 py-3 text-muted">{t("figures.productsEmpty")}</p>
      ) : (
        <>
          <div className="border-b border-line p-4">
            <ProductFigures figures={totals} currency={currency} />
          </div>
          <Table
            label={t("figures.products")}
            head={
              <>
                <Th sticky>{t("figures.product")}</Th>
                <Th end>{t("figures.revenue")}</Th>
                <Th end>{t("figures.conversions")}</Th>
                <Th end>{t("figures.units")}</Th>
                {phone ? null : (
                  <>
                    <Th end>{t("figures.views")}</Th>
                    <Th end>{t("figures.clicks")}</Th>
                    <Th end>{t("figures.stock")}</Th>
                  </>
                )}
                <Th end>
                  <span title={t("figures.turnoverHint")}>{t("figures.turnover")}</span>
                </Th>
              </>
            }
          >
            {products.map((one) => (
              <tr key={one.productId} className="hover:bg-hover">
                <Td sticky className="max-w-64">
                  <Link
                    to="/m/$slug/catalogue/$productId"
                    params={{ slug, productId: one.productId }}
                    className="touch-target inline-flex max-w-full items-center font-medium text-ink hover:underline"
                  >
                    <bdi className="truncate">{one.name}</bdi>
                  </Link>
                </Td>
                <Td end>
                  <Money minor={one.revenueMinor} currency={currency} />
                </Td>
                <Td end>{number.format(one.conversions)}</Td>
                <Td end>{number.format(one.units)}</Td>
                {phone ? null : (
                  <>
                    <Td end>{number.format(one.views)}</Td>
                    <Td end>{number.format(one.clicks)}</Td>
                    <Td end>{one.stock === null ? "–" : number.format(one.stock)}</Td>
                  </>
                )}
                <Td end>{one.turnover === null ? "–" : turns.format(one.turnover)}</Td>
              </tr>
            ))}
          </Table>
        </>
      )}
    </Card>
  );
}
