import type { ConsumeTokenInput } from "@nexusone/contracts/identity";
import { findUser, updateUser } from "@nexusone/db/queries/identity";
import { withUser } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import type { ClientContext, UserContext } from "../context.ts";
import { mailUserLink } from "./mail-user-link.ts";
import { takeAttempt } from "./throttle.ts";
import { findLink, useLink } from "./use-link.ts";

/** Confirms the address of the account whose link this is. Throws `identity.link_invalid`. */
export async function verifyEmail(ctx: ClientContext, { token }: z.output<typeof ConsumeTokenInput>): Promise<void> {
  await useLink(ctx, await findLink(ctx, "verify_email", token), (tx, { userId }) =>
    updateUser(tx, userId, { emailVerifiedAt: ctx.platform.clock.now() }),
  );
}

/** Mails the verification link again; nothing to do for a confirmed address. */
export async function resendVerification(ctx: UserContext): Promise<void> {
  const user = await withUser(ctx.platform.db, ctx.user.id, (tx) => findUser(tx, ctx.user.id));
  if (!user || user.emailVerifiedAt) return;
  await takeAttempt(ctx, "link", user.email);
  await withUser(ctx.platform.db, ctx.user.id, (tx) =>
    mailUserLink(tx, ctx, { kind: "verify_email", email: user.email }),
  );
}
