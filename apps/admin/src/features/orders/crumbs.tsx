import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";

/** The way back to the list. */
export function OrderCrumbs({ here }: { here: string }) {
  const t = useT();
  const { slug } = useShop();
  return (
    <nav aria-label={t("nav.crumbs")} className="flex items-center gap-1">
      <Link to="/m/$slug/orders" params={{ slug }} className="hover:text-ink hover:underline">
        {t("orders.title")}
      </Link>
      <ChevronRight size={12} aria-hidden />
      <span aria-current="page">{here}</span>
    </nav>
  );
}
