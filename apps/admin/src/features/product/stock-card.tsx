import { Card } from "@nexusone/ui/layout";
import { BadgeCheck } from "lucide-react";
import type { ReactNode } from "react";
import { useI18n } from "../../i18n/context.tsx";
import { countryName } from "../../lib/countries.ts";
import type { Variant } from "./use-product.ts";

/** Units of the chosen variant by warehouse. Unknown is said, never shown as zero. */
export function StockCard({ variant, children }: { variant: Pick<Variant, "label" | "stock">; children?: ReactNode }) {
  const { t, locale } = useI18n();
  const number = new Intl.NumberFormat(locale);
  return (
    <Card title={t("product.stockTitle")} hint={variant.label}>
      {variant.stock === null || variant.stock.length === 0 ? (
        <p className="text-sm text-muted">{t("product.stockUnknown")}</p>
      ) : (
        <table className="w-full text-sm">
          <thead className="sr-only">
            <tr>
              <th>{t("product.warehouse")}</th>
              <th>{t("product.units")}</th>
            </tr>
          </thead>
          <tbody>
            {variant.stock.map(({ country, total, cjOwned, factory, verified }) => (
              <tr key={country}>
                <th scope="row" className="py-1 text-start align-top font-normal">
                  <span className="flex items-center gap-1.5 text-ink">
                    {countryName(country, locale)}
                    {verified ? (
                      <span title={t("product.stockVerified")} className="text-good">
                        <BadgeCheck size={13} aria-label={t("product.stockVerified")} />
                      </span>
                    ) : null}
                  </span>
                  {cjOwned !== null && factory !== null ? (
                    <span className="block text-xs text-muted">
                      {t("product.stockOwned")} {number.format(cjOwned)} · {t("product.factory")}{" "}
                      {number.format(factory)}
                    </span>
                  ) : null}
                </th>
                <td
                  className={`py-1 text-end align-top font-medium tabular-nums ${total === 0 ? "text-bad" : "text-ink"}`}
                >
                  {total === 0 ? t("catalogue.stock.out") : number.format(total)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {children}
    </Card>
  );
}
