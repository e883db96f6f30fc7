import { createFileRoute } from "@tanstack/react-router";
import { SignInPage } from "../../features/auth/sign-in-page.tsx";
import { safeNext } from "../../lib/me.ts";

export const Route = createFileRoute("/_auth/sign-in")({
  validateSearch: (raw: Record<string, unknown>): { next?: string } => {
    const next = safeNext(raw["next"]);
    return next === undefined ? {} : { next };
  },
  component: SignInPage,
});
