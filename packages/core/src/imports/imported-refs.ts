import type { SupplierId } from "@nexusone/contracts/ids";
import { findImported } from "@nexusone/db/queries/imports-state";
import type { MerchantTx } from "@nexusone/db/with-merchant";

type Ref = { readonly supplier: SupplierId | null; readonly externalId: string | null };

/** One text for a supplier's product. */
export const refKey = (supplier: SupplierId, externalId: string): string => `${supplier}:${externalId}`;

/** The merchant's product of a reference, of those `findImportedRefs` found. */
export type ImportedRefs = { readonly of: (ref: Ref) => string | undefined };

/** Which of these suppliers' products the merchant has. One query for each supplier. */
export async function findImportedRefs(tx: MerchantTx, refs: readonly Ref[]): Promise<ImportedRefs> {
  const known = new Map<string, string>();
  for (const [supplier, own] of Map.groupBy(refs, (ref) => ref.supplier)) {
    if (supplier === null) continue;
    const ids = own.flatMap(({ externalId }) => externalId ?? []);
    for (const [externalId, id] of await findImported(tx, supplier, ids)) known.set(refKey(supplier, externalId), id);
  }
  return {
    of: ({ supplier, externalId }) =>
      supplier === null || externalId === null ? undefined : known.get(refKey(supplier, externalId)),
  };
}
