import type { OwnableField } from "@nexusone/contracts/supplier-sync";
import { Badge } from "@nexusone/ui/badge";
import { Button } from "@nexusone/ui/button";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { toastDone } from "../../lib/toast.ts";
import { type Product, useUpdateProduct } from "./use-product.ts";

/** Whose a field is, and the way back to the supplier's. Nothing for a product that has no supplier. */
export function OwnerBadge({ product, field }: { product: Product; field: OwnableField }) {
  const t = useT();
  const { can } = useShop();
  const update = useUpdateProduct(product.id);
  if (!product.supplier) return null;
  if (!product.ownedFields.includes(field))
    return (
      <span className="flex">
        <Badge>{t("supplier.follows")}</Badge>
      </span>
    );
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      <Badge tone="info" title={t("supplier.yoursHint")}>
        {t("supplier.yours")}
      </Badge>
      {can("catalog:edit") ? (
        <Button
          size="sm"
          look="quiet"
          busy={update.isPending}
          onClick={() =>
            update.mutate(
              { id: product.id, giveBack: [field] },
              { onSuccess: () => void toastDone(t("supplier.givenBack")) },
            )
          }
        >
          {t("supplier.giveBack")}
        </Button>
      ) : null}
    </span>
  );
}
