import { and, asc, count, desc, eq, inArray } from "drizzle-orm";
import type { Address } from "@nexusone/contracts/addresses";
import { contactAddresses } from "../schema/contacts.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type AddressRow = typeof contactAddresses.$inferSelect;

/** The one that orders begin with first, then in the order in which they were added. */
export async function listAddressesOf(tx: MerchantTx, contactId: string): Promise<AddressRow[]> {
  return tx
    .select()
    .from(contactAddresses)
    .where(eq(contactAddresses.contactId, contactId))
    .orderBy(desc(contactAddresses.isDefault), asc(contactAddresses.id));
}

export async function listDefaultAddresses(tx: MerchantTx, contactIds: readonly string[]): Promise<AddressRow[]> {
  if (contactIds.length === 0) return [];
  return tx
    .select()
    .from(contactAddresses)
    .where(and(inArray(contactAddresses.contactId, [...contactIds]), eq(contactAddresses.isDefault, true)));
}

export async function countAddresses(tx: MerchantTx, contactId: string): Promise<number> {
  const [row] = await tx
    .select({ rows: count() })
    .from(contactAddresses)
    .where(eq(contactAddresses.contactId, contactId));
  return row?.rows ?? 0;
}

/** None of the person's is the one that orders begin with. */
export async function clearDefaultAddress(tx: MerchantTx, contactId: string): Promise<void> {
  await tx
    .update(contactAddresses)
    .set({ isDefault: false })
    .where(and(eq(contactAddresses.contactId, contactId), eq(contactAddresses.isDefault, true)));
}

export async function insertAddress(
  tx: MerchantTx,
  row: { readonly contactId: string; readonly address: Address; readonly isDefault: boolean },
): Promise<void> {
  await tx.insert(contactAddresses).values(row);
}

/** False when the person has no such address. */
export async function updateAddress(
  tx: MerchantTx,
  key: { readonly contactId: string; readonly id: string },
  change: Partial<Pick<AddressRow, "address" | "isDefault">>,
): Promise<boolean> {
  const changed = await tx
    .update(contactAddresses)
    .set(change)
    .where(and(eq(contactAddresses.contactId, key.contactId), eq(contactAddresses.id, key.id)))
    .returning({ id: contactAddresses.id });
  return changed.length > 0;
}

/** What it was; undefined when the person has no such address. */
export async function deleteAddress(tx: MerchantTx, contactId: string, id: string): Promise<AddressRow | undefined> {
  const [gone] = await tx
    .delete(contactAddresses)
    .where(and(eq(contactAddresses.contactId, contactId), eq(contactAddresses.id, id)))
    .returning();
  return gone;
}

export async function moveAddresses(tx: MerchantTx, from: string, into: string): Promise<void> {
  await tx.update(contactAddresses).set({ contactId: into }).where(eq(contactAddresses.contactId, from));
}
