import { createFileRoute, redirect } from "@tanstack/react-router";
import { StartingPage } from "../app/states.tsx";
import { requireMe } from "../lib/me.ts";
import { lastShop } from "../lib/last-shop.ts";

export const Route = createFileRoute("/")({
  beforeLoad: async ({ context, location }) => {
    const me = await requireMe(context, location.href);
    const slug = lastShop(me);
    if (slug === undefined) throw redirect({ to: "/welcome" });
    throw redirect({ to: "/m/$slug/catalogue", params: { slug } });
  },
  pendingComponent: StartingPage,
});
