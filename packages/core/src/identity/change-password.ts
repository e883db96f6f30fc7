import type { ChangePasswordInput } from "@nexusone/contracts/identity";
import { endSessions, findUser, updateUser, voidTokens } from "@nexusone/db/queries/identity";
import { withUser } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import type { UserContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { assertStrongPassword, hashPassword, passwordMatches } from "./password.ts";
import { returnAttempt, takeAttempt } from "./throttle.ts";

/** Ends every other session. Throws `identity.password_wrong`, `identity.password_weak`, `identity.sign_in_throttled`. */
export async function changePassword(ctx: UserContext, input: z.output<typeof ChangePasswordInput>): Promise<void> {
  const { db, clock } = ctx.platform;
  const user = await withUser(db, ctx.user.id, (tx) => findUser(tx, ctx.user.id));
  if (!user) throw new DomainError("identity.session_expired");
  await takeAttempt(ctx, "signIn", user.email);
  if (!(await passwordMatches(user.passwordHash, input.currentPassword)))
    throw new DomainError("identity.password_wrong");
  await returnAttempt(ctx, "signIn", user.email);
  assertStrongPassword(input.newPassword, user.email);
  const passwordHash = await hashPassword(input.newPassword);
  await withUser(db, ctx.user.id, async (tx) => {
    const now = clock.now();
    await updateUser(tx, ctx.user.id, { passwordHash });
    await endSessions(tx, ctx.user.id, now, ctx.user.sessionId);
    await voidTokens(tx, ctx.user.id, ["magic_link", "reset_password"], now);
  });
}
