import { randomBytes } from "node:crypto";
import { API_KEY_MARK } from "@nexusone/contracts/api-keys";
import { hashToken, randomToken } from "../secrets/keyring.ts";

/** A new key: `nx_`, eight characters that stay visible, and 256 secret bits. */
export function drawApiKey(): { key: string; prefix: string; keyHash: string } {
  const prefix = `${API_KEY_MARK}${randomBytes(4).toString("hex")}`;
  const key = `${prefix}_${randomToken()}`;
  return { key, prefix, keyHash: hashToken(key) };
}

/** Tells a key from a JWT, whose first letters are those of `{"`. */
export const isApiKey = (credential: string): boolean => credential.startsWith(API_KEY_MARK);
