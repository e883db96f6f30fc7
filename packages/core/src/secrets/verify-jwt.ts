import { errors, jwtVerify, type JWTPayload, type JWTVerifyOptions } from "jose";
import type { Keyring } from "./keyring.ts";

/** Verifies by the newest master key, then by those that a rotation left in SECRET_KEY. Throws jose's errors. */
export async function verifyJwt(
  keyring: Keyring,
  purpose: string,
  jwt: string,
  options: JWTVerifyOptions,
): Promise<JWTPayload> {
  let failure: unknown;
  for (const key of keyring.deriveAll(purpose)) {
    try {
      return (await jwtVerify(jwt, key, { algorithms: ["HS256"], ...options })).payload;
    } catch (error) {
      failure ??= error;
      // Signed by another key, perhaps an older one of ours; anything else says no whatever the key.
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
    }
  }
  throw failure;
}
