import type { ConsumeTokenInput } from "@nexusone/contracts/identity";
import type { z } from "zod";
import type { ClientContext } from "../context.ts";
import { refuseDistantDemo, type Nearness } from "./demo-users.ts";
import { signInWithin, type SignedIn } from "./start-session.ts";
import { findLink, proveEmail, useLink } from "./use-link.ts";

/** Signs in by a mailed link. Throws `identity.link_invalid`, `identity.demo_refused`. */
export async function consumeMagicLink(
  ctx: ClientContext,
  { token }: z.output<typeof ConsumeTokenInput>,
  nearness: Nearness,
): Promise<SignedIn> {
  const link = await findLink(ctx, "magic_link", token);
  refuseDistantDemo(ctx.platform, link.owner.email, nearness);
  return useLink(ctx, link, async (tx, { userId }) => {
    await proveEmail(tx, ctx, userId);
    return signInWithin(tx, ctx, userId);
  });
}
