import { Link } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import { UnreadBadge } from "../../features/inbox/unread-badge.tsx";
import { useShop } from "../../lib/shop.ts";
import { BOTTOM_ENTRIES, NAV_SETTINGS } from "./nav.ts";
import { usePalette } from "./palette-provider.tsx";

const cell =
  "flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-2xs font-medium text-muted data-[status=active]:text-accent-ink";

/** The rail of a phone: everything within reach of one thumb. */
export function BottomBar() {
  const t = useT();
  const { slug } = useShop();
  const openPalette = usePalette();
  return (
    <nav
      aria-label={t("nav.label")}
      className="flex shrink-0 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {BOTTOM_ENTRIES.map(({ to, label, icon: Icon, counts }) => (
        <Link key={to} to={to} params={{ slug }} className={cell}>
          <span className="relative">
            <Icon size={20} aria-hidden />
            {counts ? <UnreadBadge corner /> : null}
          </span>
          {t(label)}
        </Link>
      ))}
      <button type="button" className={cell} onClick={openPalette}>
        <Search size={20} aria-hidden />
        {t("nav.search")}
      </button>
      <Link to={NAV_SETTINGS.to} params={{ slug }} className={cell}>
        <NAV_SETTINGS.icon size={20} aria-hidden />
        {t(NAV_SETTINGS.label)}
      </Link>
    </nav>
  );
}
