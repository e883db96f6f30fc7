import { Switch } from "@nexusone/ui/toggle";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { toastFailed } from "../../lib/toast.ts";
import { type Product, useUpdateProduct, type Variant } from "./use-product.ts";

/** Whether the merchant sells this variant; theirs to say even when the variant is a supplier's. */
export function VariantSwitch({ product, variant }: { product: Product; variant: Variant }) {
  const t = useT();
  const { can } = useShop();
  const update = useUpdateProduct(product.id);
  return (
    <Switch
      label={t("variant.active")}
      hint={t("variant.activeHint")}
      checked={update.isPending ? !variant.active : variant.active}
      disabled={update.isPending || !can("catalog:edit")}
      onChange={(active) =>
        update.mutate(
          { id: product.id, version: product.version, variants: [{ variantId: variant.id, active }] },
          { onError: (error) => void toastFailed(error, t) },
        )
      }
    />
  );
}
