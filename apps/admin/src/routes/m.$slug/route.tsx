import { createFileRoute, notFound } from "@tanstack/react-router";
import { Shell } from "../../app/shell/shell.tsx";
import { createApi } from "../../lib/api.ts";
import { rememberShop } from "../../lib/last-shop.ts";
import { requireMe } from "../../lib/me.ts";

export const Route = createFileRoute("/m/$slug")({
  beforeLoad: async ({ context, params, location }) => {
    const me = await requireMe(context, location.href);
    const membership = me.memberships.find(({ slug }) => slug === params.slug);
    if (!membership) throw notFound();
    rememberShop(membership.slug);
    return { me, membership, api: createApi(context.queryClient, membership.merchantId) };
  },
  component: Shell,
  // `Starting` of main.tsx stands in for the frame: only screens inside it wait by themselves.
  pendingMs: Number.POSITIVE_INFINITY,
});
