import { createFileRoute, notFound, redirect } from "@tanstack/react-router";
import { lastShop } from "../lib/last-shop.ts";
import { requireMe } from "../lib/me.ts";
import { isShopScreen } from "../lib/remedy-path.ts";

/** Mails and the extension name a screen without its shop: it opens in the shop used last. */
export const Route = createFileRoute("/$")({
  beforeLoad: async ({ context, location }) => {
    if (!isShopScreen(location.pathname)) throw notFound();
    const me = await requireMe(context, location.href);
    const slug = lastShop(me);
    if (slug === undefined) throw redirect({ to: "/welcome" });
    throw redirect({ href: `/m/${slug}${location.href}`, replace: true });
  },
});
