import { decodeJwt } from "jose";

/** Whom a token says it is for, unverified: only to choose who verifies it. Undefined for what is no JWT. */
export function tokenAudience(jwt: string): string | undefined {
  try {
    const { aud } = decodeJwt(jwt);
    return typeof aud === "string" ? aud : undefined;
  } catch {
    return undefined;
  }
}
