import { Button } from "@nexusone/ui/button";
import { Card, Facts } from "@nexusone/ui/layout";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { refusalOf } from "../../lib/api.ts";
import { useRefusal } from "../../lib/shop.ts";
import { toastDone } from "../../lib/toast.ts";
import { PackageFields, type PackageText } from "./package-fields.tsx";
import { type Product, useUpdateProduct } from "./use-product.ts";

const textOf = ({ brand, barcode, ingredients, expiresOn }: Product): PackageText => ({
  brand: brand ?? "",
  barcode: barcode ?? "",
  ingredients: ingredients ?? "",
  expiresOn: expiresOn ?? "",
});

/** What the package says, and the form that changes it. */
export function PackageCard({ product }: { product: Product }) {
  const { t, locale } = useI18n();
  const [values, setValues] = useState<PackageText>();
  const update = useUpdateProduct(product.id);
  const refused = useRefusal("catalog:edit");
  const { brand, barcode, ingredients, expiresOn } = product;
  const save = (text: PackageText): void =>
    update.mutate(
      {
        id: product.id,
        version: product.version,
        ...text,
        barcode: text.barcode.trim() || null,
        expiresOn: text.expiresOn || null,
      },
      {
        onSuccess: () => {
          setValues(undefined);
          void toastDone(t("own.saved"));
        },
      },
    );
  return (
    <Card
      title={t("own.package")}
      extra={
        values === undefined ? (
          <Button size="sm" look="quiet" refused={refused} onClick={() => setValues(textOf(product))}>
            {t("common.edit")}
          </Button>
        ) : undefined
      }
    >
      {values === undefined ? (
        <Facts
          rows={[
            [t("own.brand"), brand ?? "–"],
            [t("own.barcode"), barcode === null ? "–" : <code key="code">{barcode}</code>],
            [
              t("own.expires"),
              expiresOn === null
                ? "–"
                : new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(
                    Date.parse(expiresOn),
                  ),
            ],
            [t("own.ingredients"), ingredients ?? "–"],
          ]}
        />
      ) : (
        <form
          noValidate
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            save(values);
          }}
        >
          <PackageFields
            values={values}
            onChange={setValues}
            barcodeRefused={refusalOf(update.error)?.reason.startsWith("catalog.barcode") ?? false}
          />
          <div className="flex flex-wrap items-center justify-end gap-2">
            <span className="min-w-0 flex-1 basis-60">
              <Refused error={update.error} bare />
            </span>
            <Button onClick={() => setValues(undefined)}>{t("common.cancel")}</Button>
            <Button type="submit" look="primary" busy={update.isPending}>
              {t("common.save")}
            </Button>
          </div>
        </form>
      )}
    </Card>
  );
}
