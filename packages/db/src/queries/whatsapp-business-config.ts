import { whatsappBusinessConfig } from "../schema/whatsapp.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type BusinessConfigRow = typeof whatsappBusinessConfig.$inferSelect;
/** How the shop talks; undefined until somebody said so. */
export async function findBusinessConfig(tx: MerchantTx): Promise<BusinessConfigRow | undefined> {
  const [row] = await tx.select().from(whatsappBusinessConfig).limit(1);
  return row;
}
