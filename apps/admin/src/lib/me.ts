import type { MeView } from "@nexusone/contracts/identity";
import type { QueryClient } from "@tanstack/react-query";
import { redirect } from "@tanstack/react-router";
import type { Api } from "./api.ts";
import { forgetKept } from "./offline/forget-kept.ts";

/** Who is signed in, or the way to sign in and back. Nobody being there is an answer, so no console shows a failure for it. */
export async function requireMe(
  context: { readonly queryClient: QueryClient; readonly person: Api },
  href: string,
): Promise<MeView> {
  const me = await context.queryClient.ensureQueryData(context.person.identity.findMe.queryOptions());
  if (me) return me;
  forgetKept();
  throw redirect({ to: "/sign-in", search: href === "/" ? {} : { next: href } });
}

/** Only a path of this site: a link must not send people elsewhere after signing in. */
export const safeNext = (next: unknown): string | undefined =>
  typeof next === "string" && /^\/(?![/\\])/.test(next) ? next : undefined;
