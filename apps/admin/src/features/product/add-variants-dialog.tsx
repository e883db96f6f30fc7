import { Button } from "@nexusone/ui/button";
import { Dialog } from "@nexusone/ui/dialog";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { toastDone } from "../../lib/toast.ts";
import { emptyLine, problemsOf, toVariants, type VariantLine } from "./new-product-form.ts";
import { type Product, useUpdateProduct } from "./use-product.ts";
import { VariantLines } from "./variant-lines.tsx";

/** Further sizes or kinds of a product of the merchant's own. */
export function AddVariantsDialog({ product, onClose }: { product: Product; onClose: () => void }) {
  const t = useT();
  const { currency } = product;
  const update = useUpdateProduct(product.id);
  const [lines, setLines] = useState<readonly VariantLine[]>([emptyLine(0)]);
  const [checked, setChecked] = useState(false);
  // Beside others a variant without a name could not be told apart.
  const nameless = lines.some(({ label }) => label.trim() === "");
  const save = (): void => {
    setChecked(true);
    if (nameless || lines.some((line) => problemsOf(line, currency).length > 0)) return;
    update.mutate(
      { id: product.id, version: product.version, addVariants: toVariants(lines, currency) },
      {
        onSuccess: () => {
          void toastDone(t("own.saved"));
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      open
      wide
      onOpenChange={onClose}
      title={t("own.addVariants")}
      description={t("own.variantsHint")}
      footer={
        <>
          <span className="min-w-0 flex-1 basis-60">
            <Refused error={update.error} bare />
          </span>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button look="primary" busy={update.isPending} onClick={save}>
            {t("own.addCount", { count: lines.length })}
          </Button>
        </>
      }
    >
      <VariantLines lines={lines} currency={currency} checked={checked} named onChange={setLines} />
    </Dialog>
  );
}
