import { issueUserToken, type TokenToIssue } from "@nexusone/db/system/identity-lookups";
import type { AnyTx } from "@nexusone/db/with-merchant";
import { addMs, DAY_MS, HOUR_MS, MINUTE_MS } from "../clock.ts";
import type { ClientContext } from "../context.ts";
import { linkMail } from "../mail/link-mails.ts";
import { mailAfterCommit } from "../mail/mail-after-commit.ts";
import { hashToken, randomToken } from "../secrets/keyring.ts";

type LinkKind = TokenToIssue["kind"];

const LIFETIME_MS: Record<LinkKind, number> = {
  magic_link: 15 * MINUTE_MS,
  verify_email: 3 * DAY_MS,
  reset_password: HOUR_MS,
};
const PATH: Record<LinkKind, string> = { magic_link: "magic", verify_email: "verify", reset_password: "reset" };

/** Stores a one-time token for the account of `email` and mails its link once `tx` has committed; nothing for an unknown one. */
export async function mailUserLink(
  tx: AnyTx,
  ctx: ClientContext,
  { kind, email }: { readonly kind: LinkKind; readonly email: string },
): Promise<void> {
  const token = randomToken();
  const expiresAt = addMs(ctx.platform.clock.now(), LIFETIME_MS[kind]);
  const user = await issueUserToken(tx, { email, kind, tokenHash: hashToken(token), expiresAt });
  if (!user) return;
  const url = `${ctx.platform.config.publicUrl}/auth/${PATH[kind]}?token=${token}`;
  mailAfterCommit(tx, ctx, { to: email, ...linkMail(kind, user.locale, { name: user.name, url }) });
}
