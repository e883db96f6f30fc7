import { CommandPalette, type PaletteGroup, type PaletteItem } from "@nexusone/ui/command-palette";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import {
  Activity,
  Bookmark,
  Boxes,
  ChartNoAxesColumn,
  Download,
  Moon,
  Package,
  Puzzle,
  Settings,
  Sun,
  UserPlus,
  LayoutTemplate,
  Megaphone,
  Users,
} from "lucide-react";
import { useState } from "react";
import { searchOf } from "../../features/catalogue/saved-query.ts";
import { SETTINGS_PAGES } from "../../features/settings/pages.ts";
import { useT } from "../../i18n/context.tsx";
import { useDelayed } from "../../lib/use-delayed.ts";
import { useShop } from "../../lib/shop.ts";
import { setTheme } from "../../lib/theme.ts";

/** Verbs and places from the page itself; products from the server as one types. */
export function Palette(props: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useT();
  const { api, slug, can } = useShop();
  const navigate = useNavigate();
  const [query, setQuery] = useState("");
  // It opens empty each time.
  if (!props.open && query !== "") setQuery("");
  const wanted = useDelayed(query.trim(), 150);
  const found = useQuery(
    api.catalog.listProducts.queryOptions(
      { q: wanted, limit: 6 },
      { enabled: props.open && wanted.length > 1, placeholderData: keepPreviousData },
    ),
  );
  const saved = useQuery(api.savedFilters.list.queryOptions(undefined, { enabled: props.open }));
  const params = { slug };
  const icon = { size: 15, "aria-hidden": true } as const;
  const products: PaletteItem[] = (wanted.length > 1 ? (found.data?.items ?? []) : []).map(({ id, name }) => ({
    id,
    label: name,
    icon: <Package {...icon} />,
    hint: t("palette.product"),
    always: true,
    run: () => void navigate({ to: "/m/$slug/catalogue/$productId", params: { slug, productId: id } }),
  }));
  const filters: PaletteItem[] = (saved.data?.items ?? []).map(({ id, name, query: search }) => ({
    id,
    label: name,
    icon: <Bookmark {...icon} />,
    hint: t("saved.title"),
    run: () => void navigate({ to: "/m/$slug/catalogue", params, search: searchOf(search) }),
  }));
  const verbs: PaletteItem[] = [
    ...(can("catalog:import")
      ? [
          {
            id: "import",
            label: t("palette.import"),
            icon: <Download {...icon} />,
            run: () => void navigate({ to: "/m/$slug/imports/new", params }),
          },
        ]
      : []),
    ...(can("extension:use")
      ? [
          {
            id: "pair",
            label: t("palette.pair"),
            icon: <Puzzle {...icon} />,
            run: () => void navigate({ to: "/m/$slug/settings/extension", params }),
          },
        ]
      : []),
    ...(can("team:manage")
      ? [
          {
            id: "invite",
            label: t("palette.invite"),
            icon: <UserPlus {...icon} />,
            run: () => void navigate({ to: "/m/$slug/settings/team", params }),
          },
        ]
      : []),
    { id: "dark", label: t("palette.dark"), icon: <Moon {...icon} />, run: () => setTheme("dark") },
    { id: "light", label: t("palette.light"), icon: <Sun {...icon} />, run: () => setTheme("light") },
  ];
  const places: PaletteItem[] = [
    {
      id: "catalogue",
      label: t("nav.catalogue"),
      icon: <Package {...icon} />,
      run: () => void navigate({ to: "/m/$slug/catalogue", params }),
    },
    {
      id: "imports",
      label: t("nav.imports"),
      icon: <Download {...icon} />,
      run: () => void navigate({ to: "/m/$slug/imports", params }),
    },
    {
      id: "inventory",
      label: t("nav.inventory"),
      icon: <Boxes {...icon} />,
      run: () => void navigate({ to: "/m/$slug/inventory", params }),
    },
    {
      id: "approvals",
      label: t("inventory.approvals"),
      icon: <Boxes {...icon} />,
      run: () => void navigate({ to: "/m/$slug/inventory/approvals", params }),
    },
    {
      id: "customers",
      label: t("nav.customers"),
      icon: <Users {...icon} />,
      run: () => void navigate({ to: "/m/$slug/customers", params }),
    },
    {
      id: "templates",
      label: t("nav.templates"),
      icon: <LayoutTemplate {...icon} />,
      run: () => void navigate({ to: "/m/$slug/templates", params }),
    },
    {
      id: "campaigns",
      label: t("nav.campaigns"),
      icon: <Megaphone {...icon} />,
      run: () => void navigate({ to: "/m/$slug/campaigns", params }),
    },
    {
      id: "system",
      label: t("nav.system"),
      icon: <Activity {...icon} />,
      run: () => void navigate({ to: "/m/$slug/system", params }),
    },
    {
      id: "analytics",
      label: t("nav.analytics"),
      icon: <ChartNoAxesColumn {...icon} />,
      run: () => void navigate({ to: "/m/$slug/analytics", params }),
    },
    ...SETTINGS_PAGES.map(({ to, label }) => ({
      id: to,
      label: t("common.pair", { name: t("nav.settings"), value: t(label) }),
      icon: <Settings {...icon} />,
      run: () => void navigate({ to, params }),
    })),
  ];
  const groups: PaletteGroup[] = [
    { name: t("palette.products"), items: products },
    { name: t("palette.do"), items: verbs },
    { name: t("palette.go"), items: places },
    { name: t("saved.title"), items: filters },
  ];
  return (
    <CommandPalette
      {...props}
      label={t("palette.label")}
      placeholder={t("palette.placeholder")}
      empty={found.isFetching ? t("common.loading") : t("palette.empty")}
      query={query}
      onQueryChange={setQuery}
      groups={groups}
    />
  );
}
