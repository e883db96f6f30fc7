import { buttonClass } from "@nexusone/ui/button";
import { Link } from "@tanstack/react-router";
import { PauseCircle } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import type { Product } from "./use-product.ts";

/** Why a product is not sold although it could be, and where somebody decides about it. */
export function SaleHeld({ product: { saleHeldBy } }: { product: Product }) {
  const t = useT();
  const { slug } = useShop();
  if (saleHeldBy === null) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-line bg-wait-soft px-4 py-2 text-sm">
      <span className="flex min-w-0 flex-1 basis-60 items-start gap-2 text-ink">
        <PauseCircle size={16} className="mt-0.5 shrink-0 text-wait" aria-hidden />
        {t(`inventory.held.${saleHeldBy}`)}
      </span>
      <Link to="/m/$slug/inventory/approvals" params={{ slug }} className={buttonClass({ size: "sm" })}>
        {t("inventory.approvals")}
      </Link>
    </div>
  );
}
