import type { ConsumeTokenInput } from "@nexusone/contracts/identity";
import type { z } from "zod";
import type { ClientContext } from "../context.ts";
import { refuseDistantDemo, type Nearness } from "./demo-users.ts";
import { signInWithin, type SignedIn } from "./start-session.ts";
import { proveEmail, useLink } from "./use-link.ts";

/** Signs in by a mailed link. Throws `identity.link_invalid`, `identity.demo_refused`. */
export function consumeMagicLink(
  ctx: ClientContext,
  { token }: z.output<typeof ConsumeTokenInput>,
  nearness: Nearness,
): Promise<SignedIn> {
  return useLink(ctx, { kind: "magic_link", token }, async (tx, { userId, email }) => {
    refuseDistantDemo(ctx.platform, email, nearness);
    await proveEmail(tx, ctx, userId);
    return signInWithin(tx, ctx, userId);
  });
}
