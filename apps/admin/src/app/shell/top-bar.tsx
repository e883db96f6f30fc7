import { Badge } from "@nexusone/ui/badge";
import { LiveDot } from "@nexusone/ui/live-dot";
import { Search } from "lucide-react";
import { Bell } from "../../features/notifications/bell.tsx";
import { useT } from "../../i18n/context.tsx";
import { useLiveState } from "../../lib/live/live-provider.tsx";
import { useShop } from "../../lib/shop.ts";
import { Logo } from "../logo.tsx";
import { usePalette } from "./palette-provider.tsx";
import { UserMenu } from "./user-menu.tsx";

const modKey = /Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘" : "Ctrl";

export function TopBar() {
  const t = useT();
  const { membership } = useShop();
  const openPalette = usePalette();
  const live = useLiveState();
  return (
    <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line bg-canvas px-3 sm:px-4">
      <span className="md:hidden">
        <Logo wordClass="sr-only" />
      </span>
      <span className="min-w-0 truncate text-sm font-medium text-ink md:hidden">{membership.name}</span>
      <button
        type="button"
        onClick={openPalette}
        aria-keyshortcuts="Control+K Meta+K"
        className="hidden h-8 w-72 items-center gap-2 rounded-md border border-line bg-surface px-2.5 text-sm text-muted transition-colors hover:border-line-strong md:flex"
      >
        <Search size={14} aria-hidden />
        <span className="flex-1 text-start">{t("palette.open")}</span>
        <kbd className="rounded-sm border border-line px-1 font-sans text-2xs text-muted">{modKey} K</kbd>
      </button>
      <span className="flex-1" />
      <LiveDot state={live} compact />
      {membership.isDemo ? (
        <Badge tone="info" title={t("shop.demoHint")}>
          {t("shop.demo")}
        </Badge>
      ) : null}
      <Bell />
      <UserMenu />
    </header>
  );
}
