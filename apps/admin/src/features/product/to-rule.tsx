import { IconButton } from "@nexusone/ui/button";
import { Hand } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import { toastDone } from "../../lib/toast.ts";
import { type Product, useUpdateProduct, type Variant } from "./use-product.ts";

/** Marks a price typed by hand; pressing it lets the rule have the price again. */
export function ToRule({ product, variant, editable }: { product: Product; variant: Variant; editable: boolean }) {
  const t = useT();
  const update = useUpdateProduct(product.id);
  if (!editable)
    return (
      <span title={t("product.handHint")} className="text-muted max-md:hidden">
        <Hand size={13} aria-label={t("product.handPrice")} />
      </span>
    );
  return (
    <IconButton
      size="sm"
      label={t("supplier.toRuleOf", { variant: variant.label })}
      icon={<Hand size={13} aria-hidden />}
      refused={update.isPending ? t("common.loading") : undefined}
      onClick={() =>
        update.mutate(
          { id: product.id, version: product.version, pricesToRule: [variant.id] },
          { onSuccess: () => void toastDone(t("product.updated")) },
        )
      }
    />
  );
}
