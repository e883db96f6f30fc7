import type { ChangePolicies } from "@nexusone/contracts/inventory-terms";
import { inventorySettings } from "../schema/inventory.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type InventorySettingsRow = typeof inventorySettings.$inferSelect;
export type InventorySettingsChange = Partial<
  Omit<InventorySettingsRow, "merchantId" | "id" | "policies" | "createdAt" | "updatedAt"> & {
    policies: ChangePolicies;
  }
>;

/** Undefined until the merchant's first look. */
export async function findInventorySettings(tx: MerchantTx, lock = false): Promise<InventorySettingsRow | undefined> {
  const query = tx.select().from(inventorySettings);
  const [row] = await (lock ? query.for("update") : query);
  return row;
}

/** Makes the merchant's settings unless they have some. */
export async function insertInventorySettings(
  tx: MerchantTx,
  row: Omit<typeof inventorySettings.$inferInsert, "merchantId" | "id">,
): Promise<void> {
  await tx.insert(inventorySettings).values(row).onConflictDoNothing();
}

export async function updateInventorySettings(tx: MerchantTx, change: InventorySettingsChange): Promise<void> {
  await tx.update(inventorySettings).set(change);
}
