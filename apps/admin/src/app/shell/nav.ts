import {
  Activity,
  Boxes,
  ChartNoAxesColumn,
  Coins,
  Download,
  LayoutTemplate,
  Megaphone,
  MessagesSquare,
  type LucideIcon,
  Package,
  PackageSearch,
  ReceiptText,
  Settings,
  Users,
} from "lucide-react";
import type { Key } from "../../i18n/translate.ts";

type NavEntry = {
  readonly to:
    | "/m/$slug/catalogue"
    | "/m/$slug/sourcing"
    | "/m/$slug/imports"
    | "/m/$slug/inventory"
    | "/m/$slug/inbox"
    | "/m/$slug/customers"
    | "/m/$slug/templates"
    | "/m/$slug/campaigns"
    | "/m/$slug/orders"
    | "/m/$slug/earnings"
    | "/m/$slug/system"
    | "/m/$slug/analytics"
    | "/m/$slug/settings";
  readonly label: Key;
  readonly icon: LucideIcon;
  /** What a number stands at it for. */
  readonly counts?: "unread";
};
type NavGroup = { readonly label: Key; readonly entries: readonly NavEntry[] };

/** The rail, grouped by what people do. A screen gets its line here when it exists. */
export const NAV_GROUPS: readonly NavGroup[] = [
  {
    label: "nav.sell",
    entries: [
      { to: "/m/$slug/catalogue", label: "nav.catalogue", icon: Package },
      { to: "/m/$slug/sourcing", label: "nav.sourcing", icon: PackageSearch },
      { to: "/m/$slug/imports", label: "nav.imports", icon: Download },
    ],
  },
  { label: "nav.stock", entries: [{ to: "/m/$slug/inventory", label: "nav.inventory", icon: Boxes }] },
  { label: "nav.orders", entries: [{ to: "/m/$slug/orders", label: "nav.orders", icon: ReceiptText }] },
  {
    label: "nav.talk",
    entries: [
      { to: "/m/$slug/inbox", label: "nav.inbox", icon: MessagesSquare, counts: "unread" },
      { to: "/m/$slug/customers", label: "nav.customers", icon: Users },
      { to: "/m/$slug/templates", label: "nav.templates", icon: LayoutTemplate },
      { to: "/m/$slug/campaigns", label: "nav.campaigns", icon: Megaphone },
    ],
  },
  {
    label: "nav.insight",
    entries: [
      { to: "/m/$slug/earnings", label: "nav.earnings", icon: Coins },
      { to: "/m/$slug/system", label: "nav.system", icon: Activity },
      { to: "/m/$slug/analytics", label: "nav.analytics", icon: ChartNoAxesColumn },
    ],
  },
];
export const NAV_SETTINGS: NavEntry = { to: "/m/$slug/settings", label: "nav.settings", icon: Settings };

/** What a phone's bottom bar has room for, which is what people do between two other things; the rest is behind "More". */
const ON_BOTTOM: readonly NavEntry["to"][] = [
  "/m/$slug/catalogue",
  "/m/$slug/inventory",
  "/m/$slug/orders",
  "/m/$slug/inbox",
];
const isOnBottom = ({ to }: NavEntry): boolean => ON_BOTTOM.includes(to);
export const BOTTOM_ENTRIES = NAV_GROUPS.flatMap(({ entries }) => entries.filter(isOnBottom));
export const MORE_GROUPS: readonly NavGroup[] = NAV_GROUPS.map(({ label, entries }) => ({
  label,
  entries: entries.filter((entry) => !isOnBottom(entry)),
})).filter(({ entries }) => entries.length > 0);
