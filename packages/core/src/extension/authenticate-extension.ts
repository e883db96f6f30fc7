import { UserId, type MerchantId } from "@nexusone/contracts/ids";
import { pickLocale } from "@nexusone/contracts/locale";
import { readExtensionAccess } from "@nexusone/db/queries/extension";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { Platform } from "../platform.ts";
import { verifyAccess } from "./access-token.ts";
import { sessionRefusal } from "./session-access.ts";

export type ExtensionIdentity = {
  readonly merchantId: MerchantId;
  readonly actor: Extract<ServiceContext["actor"], { kind: "extension_session" }>;
  readonly locale: ServiceContext["locale"];
};

/**
 * Who is behind an access token, asked of the database on every request: a revocation, a downgrade, an expiry or a lost
 * membership acts on the very next one. Role and scopes are those of now, not of the token.
 * @throws extension.token_invalid, session_revoked, disconnected, refresh_reused, session_expired, premium_required
 */
export async function authenticateExtension(input: {
  readonly platform: Platform;
  readonly jwt: string;
}): Promise<ExtensionIdentity> {
  const { platform } = input;
  const { sub, sid, mid, gen } = await verifyAccess(platform.keyring, input.jwt);
  const now = platform.clock.now();
  const access = await readExtensionAccess(platform.db, {
    merchantId: mid,
    sessionId: sid,
    predecessorId: gen ?? null,
    now,
  });
  if (!access || access.userId !== sub) throw new DomainError("extension.token_invalid");
  const refusal = sessionRefusal(access, now);
  if (refusal) throw refusal;
  const { userName: name, scopes, locale } = access;
  // `sessionRefusal` lets nobody pass without a role.
  const role = access.role!;
  return {
    merchantId: mid,
    actor: { kind: "extension_session", userId: UserId.parse(sub), name, role, sessionId: sid, scopes },
    locale: pickLocale(locale),
  };
}
