import type { SignInInput } from "@nexusone/contracts/identity";
import { findUserByEmail, type FoundUser } from "@nexusone/db/system/identity-lookups";
import { noteRefusedSignIn } from "@nexusone/db/system/account-log";
import { withUser } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import type { ClientContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { refuseDistantDemo, type Nearness } from "./demo-users.ts";
import { passwordMatches } from "./password.ts";
import { signInWithin, type SignedIn } from "./start-session.ts";
import { returnAttempt, takeAttempt } from "./throttle.ts";

/** Throws `identity.credentials_wrong` alike for unknown addresses and wrong passwords, `identity.sign_in_throttled`, `identity.demo_refused`. */
export async function signIn(
  ctx: ClientContext,
  input: z.output<typeof SignInInput>,
  nearness: Nearness,
): Promise<SignedIn> {
  const user = await checkCredentials(ctx, input, nearness);
  return withUser(ctx.platform.db, user.id, (tx) => signInWithin(tx, ctx, user.id));
}

/** Whose address and password these are. The effort is the same for unknown addresses; only failures count as attempts. */
export async function checkCredentials(
  ctx: ClientContext,
  { email, password }: z.output<typeof SignInInput>,
  nearness: Nearness,
): Promise<FoundUser> {
  refuseDistantDemo(ctx.platform, email, nearness);
  await takeAttempt(ctx, "signIn", email);
  const user = await findUserByEmail(ctx.platform.db, email);
  if (!(await passwordMatches(user?.passwordHash, password)) || !user) {
    await noteRefusedSignIn(ctx.platform.db, { email, address: ctx.address, userAgent: ctx.userAgent.slice(0, 400) });
    throw new DomainError("identity.credentials_wrong");
  }
  await returnAttempt(ctx, "signIn", email);
  return user;
}
