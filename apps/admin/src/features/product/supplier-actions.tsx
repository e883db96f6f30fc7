import { Button } from "@nexusone/ui/button";
import { GitCompareArrows, RefreshCw } from "lucide-react";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useRefusal } from "../../lib/shop.ts";
import { CompareDialog } from "./compare-dialog.tsx";
import { type Product, useRefreshProduct } from "./use-product.ts";

/** Look at what CJ says now, or take it over at once. */
export function SupplierActions({ product }: { product: Product }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const refused = useRefusal("catalog:import");
  const refresh = useRefreshProduct(product.id);
  return (
    <>
      <Button
        size="sm"
        icon={<RefreshCw size={13} aria-hidden />}
        busy={refresh.isPending}
        refused={refused}
        onClick={() => refresh.mutate({ id: product.id })}
      >
        {t("supplier.refresh")}
      </Button>
      <Button size="sm" icon={<GitCompareArrows size={13} aria-hidden />} onClick={() => setOpen(true)}>
        {t("supplier.check")}
      </Button>
      <Refused error={refresh.error} bare />
      {open ? <CompareDialog product={product} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
