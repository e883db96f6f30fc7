import type { MerchantId } from "@nexusone/contracts/ids";
import { pickLocale } from "@nexusone/contracts/locale";
import type { Plan } from "@nexusone/contracts/plans";
import { findApiKeyByHash } from "@nexusone/db/queries/api-keys";
import type { Actor, ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { Platform } from "../platform.ts";
import { hashToken } from "../secrets/keyring.ts";

export type ApiKeyIdentity = {
  readonly merchantId: MerchantId;
  readonly actor: Extract<Actor, { kind: "api_key" }>;
  readonly plan: Plan;
  /** Its creator's, for refusals where the request names no language. */
  readonly locale: ServiceContext["locale"];
};

/**
 * Who is behind an API key, asked of the database on every request: a revocation, an expiry or a lost role acts on the very
 * next one. It is for one merchant, so it needs no other word for it.
 * @throws api_keys.invalid, api_keys.revoked, api_keys.expired, api_keys.creator_left
 */
export async function authenticateApiKey(input: {
  readonly platform: Platform;
  readonly key: string;
}): Promise<ApiKeyIdentity> {
  const { platform, key } = input;
  const now = platform.clock.now();
  const found = await findApiKeyByHash(platform.db, hashToken(key), now);
  if (!found) throw new DomainError("api_keys.invalid");
  if (found.revokedAt) throw new DomainError("api_keys.revoked");
  if (found.expiresAt && found.expiresAt <= now) throw new DomainError("api_keys.expired");
  const { merchantId, keyId, name, createdBy: userId, role, scopes, plan, locale } = found;
  if (!role) throw new DomainError("api_keys.creator_left");
  return {
    merchantId,
    actor: { kind: "api_key", userId, name, role, keyId, scopes },
    plan: plan ?? "free",
    locale: pickLocale(locale),
  };
}
