import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Keyring } from "../secrets/keyring.ts";

/**
 * An archive is a gzipped tar of `tables/<table>/<n>.jsonl` (one row a line, keyed by column, moments in UTC), then
 * `manifest.json`, then `signature`: who made it, in hexadecimal, by HMAC-SHA256 over the manifest's bytes.
 */
export const MANIFEST = "manifest.json";
export const SIGNATURE = "signature";
export const partName = (table: string, n: number): string => `tables/${table}/${String(n).padStart(6, "0")}.jsonl`;
export const PART = /^tables\/([a-z][a-z0-9_]{0,62})\/\d{6}\.jsonl$/;

const Part = z.strictObject({
  path: z.string().regex(PART),
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  rows: z.int().min(0),
});

export const Manifest = z.strictObject({
  product: z.literal("nexusone"),
  format: z.literal(1),
  exportedAt: z.iso.datetime(),
  merchant: z.strictObject({ id: z.uuid(), slug: z.string().max(200), name: z.string().max(500) }),
  tables: z
    .array(
      z.strictObject({
        name: z.string().max(63),
        columns: z.array(z.string().max(63)).max(200),
        rows: z.int().min(0),
        parts: z.array(Part).max(100_000),
      }),
    )
    .max(500),
  withheld: z.array(z.strictObject({ column: z.string(), why: z.string() })),
  notCarried: z.array(z.strictObject({ table: z.string(), why: z.string(), exported: z.boolean() })),
});
export type Manifest = z.infer<typeof Manifest>;

const PURPOSE = "archive";
const sign = (key: Uint8Array, manifest: Uint8Array): Buffer => createHmac("sha256", key).update(manifest).digest();

export const signatureOf = (keyring: Keyring, manifest: Uint8Array): string =>
  sign(keyring.derive(PURPOSE), manifest).toString("hex");

/** Whether an installation with one of these master keys made it. */
export function isOurs(keyring: Keyring, manifest: Uint8Array, signature: string): boolean {
  const given = Buffer.from(signature, "hex");
  return keyring.deriveAll(PURPOSE).some((key) => {
    const expected = sign(key, manifest);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
