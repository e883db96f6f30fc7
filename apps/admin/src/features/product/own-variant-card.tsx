import { amountText } from "@nexusone/contracts/money";
import { Button } from "@nexusone/ui/button";
import { Input } from "@nexusone/ui/field";
import { Card } from "@nexusone/ui/layout";
import { type ChangeEvent, useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { toastDone } from "../../lib/toast.ts";
import { typedText } from "../../lib/typed-text.ts";
import { amountOrNull, unitsOrNull } from "./new-product-form.ts";
import { type Product, useUpdateProduct, type Variant } from "./use-product.ts";
import { VariantSwitch } from "./variant-switch.tsx";

const FIELDS = ["label", "sku", "cost", "stock"] as const;

const unitsOf = ({ stock }: Variant): string =>
  stock === null ? "" : String(stock.reduce((sum, { total }) => sum + total, 0));

/** The chosen variant of the merchant's own: its name and number, what it costs them, what they have of it, and whether it is sold. */
export function OwnVariantCard({ product, variant }: { product: Product; variant: Variant }) {
  const { t, locale } = useI18n();
  const { can } = useShop();
  const update = useUpdateProduct(product.id);
  const before = {
    label: variant.label,
    sku: variant.sku ?? "",
    cost: variant.costMinor === null ? "" : typedText(amountText(variant.costMinor, product.currency), locale),
    stock: unitsOf(variant),
  };
  const [values, setValues] = useState(before);
  const costMinor = amountOrNull(values.cost, product.currency);
  const stock = unitsOrNull(values.stock);
  const label = values.label.trim();
  const changed = FIELDS.some((field) => values[field] !== before[field]);
  const field = (name: (typeof FIELDS)[number]) => ({
    label: t(`own.${name}`),
    disabled: !can("catalog:edit"),
    value: values[name],
    onChange: (event: ChangeEvent<HTMLInputElement>) => setValues({ ...values, [name]: event.target.value }),
  });
  return (
    <Card title={t("own.editVariants")} hint={variant.label}>
      <div className="mb-4">
        <VariantSwitch product={product} variant={variant} />
      </div>
      <form
        noValidate
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (label === "" || costMinor === undefined || stock === undefined) return;
          const edit = { variantId: variant.id, label, sku: values.sku.trim() || null, costMinor, stock };
          update.mutate(
            { id: product.id, version: product.version, variants: [edit] },
            { onSuccess: () => void toastDone(t("own.saved")) },
          );
        }}
      >
        <div className="grid grid-cols-2 gap-3">
          <Input {...field("label")} maxLength={300} error={label === "" ? t("form.required") : undefined} />
          <Input {...field("sku")} maxLength={100} />
          <Input
            {...field("cost")}
            inputMode="decimal"
            suffix={product.currency}
            controlClassName="pe-12"
            error={costMinor === undefined ? t("form.amount") : undefined}
          />
          <Input {...field("stock")} inputMode="numeric" error={stock === undefined ? t("form.number") : undefined} />
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
