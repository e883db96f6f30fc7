import { createFileRoute } from "@tanstack/react-router";
import { WelcomePage } from "../../features/auth/welcome-page.tsx";
import { requireMe } from "../../lib/me.ts";

export const Route = createFileRoute("/_auth/welcome")({
  beforeLoad: async ({ context, location }) => ({ me: await requireMe(context, location.href) }),
  component: WelcomePage,
});
