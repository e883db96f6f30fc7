import type { SupplierId } from "@nexusone/contracts/ids";
import type { ReasonCode, ReasonDetails } from "@nexusone/contracts/reasons";
import type { Platform } from "../platform.ts";
import { refKey } from "./imported-refs.ts";

export type ResolvedRef = {
  readonly supplier: SupplierId | null;
  readonly externalId: string | null;
  /** The variant an address preselects: quoted exactly. */
  readonly vid: string | null;
  readonly reason: ReasonCode | null;
  readonly details: ReasonDetails;
};

/**
 * What each reference names: a supplier's product in its spelling, or why it names nothing. Without `supplier` the first who
 * knows the form has it. The second mention of a product in one request is refused, whatever form it has.
 */
export function resolveRefs(
  platform: Platform,
  items: readonly { readonly ref: string; readonly supplier?: SupplierId | undefined }[],
): ResolvedRef[] {
  const seen = new Set<string>();
  return items.map(({ ref, supplier: named }): ResolvedRef => {
    const nothing = { supplier: null, externalId: null, vid: null };
    const asked = platform.suppliers.filter(({ id }) => named === undefined || id === named);
    if (named !== undefined && asked.length === 0)
      return { ...nothing, reason: "supplier.unknown", details: { supplier: named } };
    for (const { id, parseRef } of asked) {
      const found = parseRef(platform, ref.trim());
      if (!found) continue;
      const key = refKey(id, found.externalId);
      const reason = seen.has(key) ? ("import.duplicate_in_request" as const) : null;
      seen.add(key);
      return { supplier: id, externalId: found.externalId, vid: found.variantId, reason, details: {} };
    }
    return { ...nothing, reason: "import.url_unknown", details: { input: ref } };
  });
}
