import { whatsappBusinessConfig } from "../schema/whatsapp.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type BusinessConfigRow = typeof whatsappBusinessConfig.$inferSelect;
export type NewBusinessConfig = Omit<
  typeof whatsappBusinessConfig.$inferInsert,
  "merchantId" | "id" | "createdAt" | "updatedAt"
>;

/** Undefined while nobody has said how the shop talks. */
export async function findBusinessConfig(tx: MerchantTx): Promise<BusinessConfigRow | undefined> {
  const [row] = await tx.select().from(whatsappBusinessConfig).limit(1);
  return row;
}

export async function saveBusinessConfigRow(tx: MerchantTx, row: NewBusinessConfig): Promise<BusinessConfigRow> {
  const [saved] = await tx
    .insert(whatsappBusinessConfig)
    .values(row)
    .onConflictDoUpdate({ target: whatsappBusinessConfig.merchantId, set: row })
    .returning();
  return saved!; // inserted or updated
}
