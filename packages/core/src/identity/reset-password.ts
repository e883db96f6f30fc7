import type { ResetPasswordInput } from "@nexusone/contracts/identity";
import { endSessions, updateUser, voidTokens } from "@nexusone/db/queries/identity";
import type { z } from "zod";
import type { ClientContext } from "../context.ts";
import { assertStrongPassword, hashPassword } from "./password.ts";
import { findLink, useLink } from "./use-link.ts";

/** Sets a new password by a mailed link and ends every session. Throws `identity.link_invalid`, `identity.password_weak`. */
export async function resetPassword(ctx: ClientContext, input: z.output<typeof ResetPasswordInput>): Promise<void> {
  const link = await findLink(ctx, "reset_password", input.token);
  assertStrongPassword(input.password, link.owner.email);
  const passwordHash = await hashPassword(input.password);
  await useLink(ctx, link, async (tx, { userId }) => {
    const now = ctx.platform.clock.now();
    // The link came by mail, so the address is proven too.
    await updateUser(tx, userId, { passwordHash, emailVerifiedAt: now });
    await endSessions(tx, userId, now);
    await voidTokens(tx, userId, ["magic_link", "reset_password"], now);
  });
}
