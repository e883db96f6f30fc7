import type { PreviewRowId } from "@nexusone/contracts/ids";
import { Money, Usd } from "@nexusone/ui/amounts";
import { Badge } from "@nexusone/ui/badge";
import { cx } from "@nexusone/ui/cx";
import { Card } from "@nexusone/ui/layout";
import { MarginBar } from "@nexusone/ui/margin-bar";
import { Table, Td, Th } from "@nexusone/ui/table";
import { Checkbox } from "@nexusone/ui/toggle";
import { useT } from "../../i18n/context.tsx";
import { Thumb } from "../catalogue/thumb.tsx";
import { carrierText, daysText } from "../product/facts.ts";
import type { Preview } from "./preview-sheet.tsx";

type Row = Preview["rows"][number];
type Variant = Row["variants"][number];
type Props = {
  preview: Preview;
  rows: readonly Row[];
  leftOut: ReadonlySet<PreviewRowId>;
  onToggle: (id: PreviewRowId) => void;
};

/** The variant that earns least: what is promised for a product is its weakest. */
export function leastEarning(variants: readonly Variant[]): Variant | undefined {
  const sold = variants.filter(({ reason }) => reason === null);
  return sold.reduce<Variant | undefined>(
    (least, variant) =>
      !least || (variant.margin?.profitMinor ?? Infinity) < (least.margin?.profitMinor ?? Infinity) ? variant : least,
    undefined,
  );
}

export function PreviewRows({ preview, rows, leftOut, onToggle }: Props) {
  const t = useT();
  const { currency, fxRate } = preview.pricing.terms;
  return (
    <Card flush>
      <Table
        narrow
        label={t("imports.sheet.products")}
        head={
          <>
            <Th>{t("imports.column.product")}</Th>
            <Th end className="max-md:hidden">
              {t("product.cost")}
            </Th>
            <Th end className="max-md:hidden">
              {t("imports.sheet.landed")}
            </Th>
            <Th end className="max-md:hidden">
              {t("product.price")}
            </Th>
            <Th>{t("product.margin")}</Th>
          </>
        }
      >
        {rows.map((row) => {
          const variant = leastEarning(row.variants);
          const out = leftOut.has(row.id);
          const name = row.name ?? row.ref;
          return (
            <tr key={row.id} className={cx(out && "opacity-50")}>
              <Td className="max-md:w-full md:max-w-80">
                <div className="flex items-center gap-2.5">
                  <Checkbox
                    hideLabel
                    label={t("imports.sheet.include", { name })}
                    checked={!out}
                    onChange={() => onToggle(row.id)}
                  />
                  <Thumb url={row.imageUrl} className="size-9" />
                  <div className="min-w-0">
                    <p className="line-clamp-2 font-medium md:line-clamp-1">{name}</p>
                    <p className="flex flex-wrap items-center gap-x-2 text-xs text-muted">
                      {t("imports.sheet.variants", { count: row.variants.length })}
                      {variant?.freight?.minDays != null && variant.freight.maxDays != null ? (
                        <span>{daysText(variant.freight.minDays, variant.freight.maxDays, t)}</span>
                      ) : null}
                      {row.belowFloor ? <Badge tone="bad">{t("imports.sheet.belowFloor")}</Badge> : null}
                    </p>
                  </div>
                </div>
              </Td>
              <Td end className="text-soft max-md:hidden">
                {variant?.costUsd ? <Usd amount={variant.costUsd} /> : "–"}
              </Td>
              <Td end className="text-soft max-md:hidden">
                {variant?.landedMinor == null ? "–" : <Money minor={variant.landedMinor} currency={currency} />}
              </Td>
              <Td end className="max-md:hidden">
                {variant?.priceMinor == null ? "–" : <Money minor={variant.priceMinor} currency={currency} />}
              </Td>
              <Td className="w-44 min-w-24 md:min-w-40">
                {variant?.priceMinor == null ? null : (
                  <Money
                    minor={variant.priceMinor}
                    currency={currency}
                    className="mb-1 block text-xs text-muted md:hidden"
                  />
                )}
                {variant?.margin ? (
                  <MarginBar
                    compact
                    margin={variant.margin}
                    floorBps={preview.pricing.floorMarginBps}
                    facts={{
                      costUsd: variant.costUsd,
                      costReadAt: preview.createdAt,
                      freightUsd: variant.freight?.usd ?? null,
                      carrier: variant.freight ? carrierText(variant.freight, t) : null,
                      quotedAt: variant.freight?.quotedAt ?? null,
                      banded: variant.freight?.banded ?? false,
                      fxRate,
                    }}
                  />
                ) : (
                  <span className="text-xs text-muted">{t("catalogue.noQuote")}</span>
                )}
              </Td>
            </tr>
          );
        })}
      </Table>
    </Card>
  );
}
