import { createHmac, randomBytes } from "node:crypto";

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
export const isUuid = (value: unknown): value is string =>
  typeof value === "string" && value.length === 36 && value.match(UUID)?.[0] === value;

/**
 * New ids for old ones: the same for the same within one import, unforeseeable from outside it, with the old one's time in
 * front, so that what was sorted by id still is. Ids of suppliers are texts that happen to look alike: they stay.
 */
export function createIdentities(merchant: { readonly from: string; readonly to: string }) {
  const key = randomBytes(32);
  const known = new Set<string>();
  const renew = (id: string): string => {
    if (id === merchant.from) return merchant.to;
    if (!known.has(id)) return id;
    const bytes = createHmac("sha256", key).update(id).digest().subarray(0, 16);
    // Milliseconds and their fractions: the rows of one import lie within one millisecond.
    Buffer.from(id.replaceAll("-", "").slice(0, 16), "hex").copy(bytes);
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };
  return {
    add: (id: string): void => void known.add(id),
    /** Whether a row had this id before: two rows of one archive never share one. */
    has: (id: string): boolean => known.has(id),
    /** Every known id in a text, in columns, payloads and sentences alike. */
    renewAll: (text: string): string => text.replace(UUID, renew),
    renew,
  };
}
export type Identities = ReturnType<typeof createIdentities>;
