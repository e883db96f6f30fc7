import { amountText } from "@nexusone/contracts/money";
import { Button } from "@nexusone/ui/button";
import { Input } from "@nexusone/ui/field";
import { Card } from "@nexusone/ui/layout";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { toastDone } from "../../lib/toast.ts";
import { typedText } from "../../lib/typed-text.ts";
import { amountOrNull, unitsOrNull } from "./new-product-form.ts";
import { type Product, useUpdateProduct, type Variant } from "./use-product.ts";

const unitsOf = ({ stock }: Variant): string =>
  stock === null ? "" : String(stock.reduce((sum, { total }) => sum + total, 0));

/** Cost and stock of the chosen variant, which the merchant counts themselves. */
export function OwnStockCard({ product, variant }: { product: Product; variant: Variant }) {
  const { t, locale } = useI18n();
  const { can } = useShop();
  const update = useUpdateProduct(product.id);
  const before = {
    cost: variant.costMinor === null ? "" : typedText(amountText(variant.costMinor, product.currency), locale),
    stock: unitsOf(variant),
  };
  const [values, setValues] = useState(before);
  const costMinor = amountOrNull(values.cost, product.currency);
  const stock = unitsOrNull(values.stock);
  const changed = values.cost !== before.cost || values.stock !== before.stock;
  return (
    <Card title={t("own.editVariants")} hint={variant.label}>
      <form
        noValidate
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (costMinor === undefined || stock === undefined) return;
          update.mutate(
            { id: product.id, version: product.version, variants: [{ variantId: variant.id, costMinor, stock }] },
            { onSuccess: () => void toastDone(t("own.saved")) },
          );
        }}
      >
        <div className="grid grid-cols-2 gap-3">
          <Input
            label={t("own.cost")}
            inputMode="decimal"
            suffix={product.currency}
            controlClassName="pe-12"
            disabled={!can("catalog:edit")}
            value={values.cost}
            onChange={(event) => setValues({ ...values, cost: event.target.value })}
            error={costMinor === undefined ? t("form.amount") : undefined}
          />
          <Input
            label={t("own.stock")}
            inputMode="numeric"
            disabled={!can("catalog:edit")}
            value={values.stock}
            onChange={(event) => setValues({ ...values, stock: event.target.value })}
            error={stock === undefined ? t("form.number") : undefined}
          />
        </div>
        <Refused error={update.error} bare />
        {changed ? (
          <div className="flex justify-end gap-2">
            <Button onClick={() => setValues(before)}>{t("common.discard")}</Button>
            <Button type="submit" look="primary" busy={update.isPending}>
              {t("common.save")}
            </Button>
          </div>
        ) : null}
      </form>
    </Card>
  );
}
