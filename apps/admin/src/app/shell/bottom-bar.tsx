import { Link, useLocation } from "@tanstack/react-router";
import { Ellipsis, Search } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useT } from "../../i18n/context.tsx";
import { UnreadBadge } from "../../features/inbox/unread-badge.tsx";
import { useShop } from "../../lib/shop.ts";
import { BOTTOM_ENTRIES } from "./nav.ts";
import { usePalette } from "./palette-provider.tsx";

// Only phones have it, and only when it is asked for.
const MoreSheet = lazy(async () => ({ default: (await import("./more-sheet.tsx")).MoreSheet }));

// As wide as its word asks for: French ones do not fit into six equal parts.
const cell =
  "flex h-14 min-w-11 flex-auto flex-col items-center justify-center gap-0.5 text-2xs font-medium text-muted data-[status=active]:text-accent-ink";

/** The rail of a phone: everything within reach of one thumb. */
export function BottomBar() {
  const t = useT();
  const { slug } = useShop();
  const openPalette = usePalette();
  const [more, setMore] = useState(false);
  const isOnBottom = useLocation({
    select: ({ pathname }) => BOTTOM_ENTRIES.some(({ to }) => pathname.startsWith(to.replace("$slug", slug))),
  });
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
      <button
        type="button"
        className={cell}
        aria-haspopup="dialog"
        aria-expanded={more}
        data-status={isOnBottom ? undefined : "active"}
        onClick={() => setMore(true)}
      >
        <Ellipsis size={20} aria-hidden />
        {t("nav.more")}
      </button>
      <Suspense fallback={null}>{more ? <MoreSheet onClose={() => setMore(false)} /> : null}</Suspense>
    </nav>
  );
}
