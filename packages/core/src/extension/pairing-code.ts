import { createHmac, randomBytes } from "node:crypto";
import type { Keyring } from "../secrets/keyring.ts";

/** 32 letters and digits without the look-alikes I, O, 0 and 1: five bits each, so a random byte maps without bias. */
const ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** Eight characters, 40 bits: enough for ten minutes under the throttle on guesses. */
export const drawPairingCode = (): string => [...randomBytes(8)].map((byte) => ALPHABET[byte & 31]).join("");

/** What is stored. Keyed, since 40 bits alone are searched through in minutes by whoever reads the table. */
export const hashPairingCode = (keyring: Keyring, code: string): string =>
  createHmac("sha256", keyring.derive("extension-pairing")).update(code).digest("hex");
