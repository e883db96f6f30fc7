import { chipClass } from "@nexusone/ui/table";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";

const TABS = [
  { to: "/m/$slug/inventory", label: "inventory.tab.stock" },
  { to: "/m/$slug/inventory/approvals", label: "inventory.tab.approvals" },
  { to: "/m/$slug/inventory/reorder", label: "inventory.tab.reorder" },
  { to: "/m/$slug/inventory/settings", label: "inventory.tab.settings" },
] as const;

/** The four screens of stock; how many questions wait stands on theirs. */
export function InventoryTabs() {
  const t = useT();
  const { api, slug } = useShop();
  const waiting = useQuery(api.inventory.get.queryOptions()).data?.approvals ?? 0;
  return (
    <nav
      aria-label={t("inventory.tabs")}
      className="flex gap-2 max-sm:-mx-4 max-sm:overflow-x-auto max-sm:px-4 max-sm:[scrollbar-width:none] sm:flex-wrap"
    >
      {TABS.map(({ to, label }) => (
        <Link
          key={to}
          to={to}
          params={{ slug }}
          activeOptions={{ exact: true, includeSearch: false }}
          className={chipClass(false)}
          activeProps={{ className: chipClass(true), "aria-current": "page" }}
        >
          {t(label)}
          {label === "inventory.tab.approvals" && waiting > 0 ? (
            <span className="rounded-sm bg-wait-soft px-1 tabular-nums text-wait">{waiting}</span>
          ) : null}
        </Link>
      ))}
    </nav>
  );
}
