import { ExtensionSessionId, MerchantId, UserId } from "@nexusone/contracts/ids";
import type { ExtensionScope } from "@nexusone/contracts/permissions";
import { decodeJwt, SignJWT } from "jose";
import { z } from "zod";
import { addMs } from "../clock.ts";
import { DomainError } from "../errors.ts";
import type { Keyring } from "../secrets/keyring.ts";
import { verifyJwt } from "../secrets/verify-jwt.ts";
import { ACCESS_MS } from "./lifetimes.ts";

const AUDIENCE = "nexusone-extension";
const ISSUER = "nexusone";
const PURPOSE = "extension-jwt";

const Claims = z.object({
  sub: UserId,
  sid: ExtensionSessionId,
  mid: MerchantId,
  /** The refresh token whose exchange issued this one; absent in the token of the pairing itself. */
  gen: z.uuid().optional(),
});
export type AccessClaims = z.infer<typeof Claims>;

/**
 * Signs an access token of 15 minutes. `scopes` tell the extension what to offer; a request has those of the session row.
 * Real time, not the business clock: the extension compares `exp` with its own.
 */
export async function signAccess(
  keyring: Keyring,
  { sub, sid, mid, gen, scopes }: AccessClaims & { readonly scopes: readonly ExtensionScope[] },
): Promise<{ accessToken: string; accessExpiresAt: string }> {
  const issuedAt = new Date();
  const expiresAt = addMs(issuedAt, ACCESS_MS);
  const accessToken = await new SignJWT({ sid, mid, scopes: [...scopes], ...(gen ? { gen } : {}) })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(sub)
    .setIssuedAt(issuedAt)
    .setExpirationTime(expiresAt)
    .sign(keyring.derive(PURPOSE));
  return { accessToken, accessExpiresAt: expiresAt.toISOString() };
}

/** @throws extension.token_invalid: forged, for another audience, expired, or not a JWT at all */
export async function verifyAccess(keyring: Keyring, jwt: string): Promise<AccessClaims> {
  try {
    const payload = await verifyJwt(keyring, PURPOSE, jwt, {
      audience: AUDIENCE,
      issuer: ISSUER,
      requiredClaims: ["exp"],
    });
    return Claims.parse(payload);
  } catch (error) {
    throw new DomainError("extension.token_invalid", {}, error);
  }
}

/** Whether a bearer token claims to be of the extension. Proves nothing: it only chooses who verifies it. */
export function isExtensionToken(jwt: string): boolean {
  try {
    return decodeJwt(jwt).aud === AUDIENCE;
  } catch {
    // Not a JWT, so not ours to judge.
    return false;
  }
}
