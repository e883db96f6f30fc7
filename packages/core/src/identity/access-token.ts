import { MerchantId, SessionId, UserId } from "@nexusone/contracts/ids";
import { SignJWT } from "jose";
import { z } from "zod";
import { MINUTE_MS } from "../clock.ts";
import { DomainError } from "../errors.ts";
import type { Keyring } from "../secrets/keyring.ts";
import { verifyJwt } from "../secrets/verify-jwt.ts";

const API_AUDIENCE = "nexusone-api";
const ISSUER = "nexusone";
export const ACCESS_TOKEN_MS = 15 * MINUTE_MS;

export type AccessClaims = { readonly userId: UserId; readonly sessionId: SessionId; readonly merchantId: MerchantId };

const Claims = z.object({ sub: UserId, sid: SessionId, mid: MerchantId });

/** A signed statement of user, session and merchant, for 15 minutes of real time. */
export async function signAccessToken(
  keyring: Keyring,
  claims: AccessClaims,
): Promise<{ jwt: string; expiresAt: Date }> {
  const expiresAt = new Date(Math.floor((Date.now() + ACCESS_TOKEN_MS) / 1_000) * 1_000);
  const jwt = await new SignJWT({ sid: claims.sessionId, mid: claims.merchantId })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setSubject(claims.userId)
    .setIssuer(ISSUER)
    .setAudience(API_AUDIENCE)
    .setIssuedAt()
    .setExpirationTime(expiresAt)
    .sign(keyring.derive("jwt"));
  return { jwt, expiresAt };
}

/** Throws `identity.token_invalid` for whatever is not an unexpired token of ours for the API. */
export async function readAccessToken(keyring: Keyring, jwt: string): Promise<AccessClaims> {
  try {
    const payload = await verifyJwt(keyring, "jwt", jwt, {
      audience: API_AUDIENCE,
      issuer: ISSUER,
      requiredClaims: ["exp", "sub"],
    });
    const { sub, sid, mid } = Claims.parse(payload);
    return { userId: sub, sessionId: sid, merchantId: mid };
  } catch (error) {
    throw new DomainError("identity.token_invalid", {}, error);
  }
}
