import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useT } from "../../i18n/context.tsx";
import { LiveProvider } from "../../lib/live/live-provider.tsx";
import { useShop } from "../../lib/shop.ts";
import { OfflineBar } from "../offline-bar.tsx";
import { BottomBar } from "./bottom-bar.tsx";
import { PaletteProvider } from "./palette-provider.tsx";
import { Rail } from "./rail.tsx";
import { TopBar } from "./top-bar.tsx";

// After the screen itself: on most days it has nothing to say.
const ChannelBanner = lazy(async () => ({
  default: (await import("../../features/settings/whatsapp/channel-banner.tsx")).ChannelBanner,
}));

/** The frame around every screen of a shop. Only `main` scrolls. */
export function Shell() {
  const t = useT();
  const { membership } = useShop();
  return (
    <LiveProvider merchantId={membership.merchantId} key={membership.merchantId}>
      <PaletteProvider>
        <a
          href="#main"
          className="sr-only z-50 rounded-md bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:start-2 focus:top-2"
        >
          {t("nav.skip")}
        </a>
        <div className="flex h-dvh">
          <Rail />
          <div className="flex min-w-0 flex-1 flex-col">
            <TopBar />
            <OfflineBar />
            <Suspense fallback={null}>
              <ChannelBanner />
            </Suspense>
            <main id="main" tabIndex={-1} className="relative min-h-0 flex-1 overflow-y-auto focus:outline-none">
              <Outlet />
            </main>
            <BottomBar />
          </div>
        </div>
      </PaletteProvider>
    </LiveProvider>
  );
}
