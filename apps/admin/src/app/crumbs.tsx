import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { useT } from "../i18n/context.tsx";
import { useShop } from "../lib/shop.ts";

/** Pages that others lie below, with their names. */
const LISTS = {
  campaigns: { to: "/m/$slug/campaigns", label: "nav.campaigns" },
  catalogue: { to: "/m/$slug/catalogue", label: "catalogue.title" },
  customers: { to: "/m/$slug/customers", label: "customers.title" },
  imports: { to: "/m/$slug/imports", label: "imports.title" },
  orders: { to: "/m/$slug/orders", label: "orders.title" },
  settings: { to: "/m/$slug/settings", label: "settings.title" },
  sourcing: { to: "/m/$slug/sourcing", label: "sourcing.title" },
  templates: { to: "/m/$slug/templates", label: "templates.title" },
} as const;

/** The way from a page back to the one that it lies below. */
export function Crumbs({ list, here }: { list: keyof typeof LISTS; here: string }) {
  const t = useT();
  const { slug } = useShop();
  const { to, label } = LISTS[list];
  return (
    <nav aria-label={t("nav.crumbs")} className="flex min-w-0 items-center gap-1">
      <Link to={to} params={{ slug }} className="hover:text-ink hover:underline">
        {t(label)}
      </Link>
      <ChevronRight size={12} aria-hidden />
      <bdi aria-current="page" className="min-w-0 truncate">
        {here}
      </bdi>
    </nav>
  );
}
