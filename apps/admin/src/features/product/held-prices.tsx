import { Button } from "@nexusone/ui/button";
import { PauseCircle } from "lucide-react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useRefusal } from "../../lib/shop.ts";
import { toastDone } from "../../lib/toast.ts";
import { type Product, useUpdateProduct } from "./use-product.ts";

/** Prices that the guard rails kept back, with the button that takes them. */
export function HeldPrices({ product }: { product: Product }) {
  const t = useT();
  const update = useUpdateProduct(product.id);
  const refused = useRefusal("catalog:edit");
  const count = product.variants.filter(({ held }) => held !== null).length;
  if (count === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-wait-soft px-4 py-2 text-sm">
      <span className="flex min-w-0 flex-1 basis-60 items-start gap-2 text-ink">
        <PauseCircle size={16} className="mt-0.5 shrink-0 text-wait" aria-hidden />
        {t("supplier.held", { count })}
      </span>
      <Button
        size="sm"
        busy={update.isPending}
        refused={refused}
        onClick={() =>
          update.mutate(
            { id: product.id, version: product.version, acceptHeld: true },
            { onSuccess: () => void toastDone(t("product.updated")) },
          )
        }
      >
        {t("supplier.acceptHeld")}
      </Button>
      <Refused error={update.error} bare />
    </div>
  );
}
