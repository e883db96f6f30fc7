import { and, eq, ne, sql } from "drizzle-orm";
import type { Environment } from "@nexusone/contracts/cj";
import { whatsappApps, whatsappChannels } from "../schema/whatsapp.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type WhatsAppAppRow = typeof whatsappApps.$inferSelect;
export type NewWhatsAppApp = Omit<
  typeof whatsappApps.$inferInsert,
  "merchantId" | "id" | "createdAt" | "updatedAt" | "previousSecretSealed" | "previousUntil" | "verifiedAt"
>;

export async function findApp(tx: MerchantTx, id: string): Promise<WhatsAppAppRow | undefined> {
  const [row] = await tx.select().from(whatsappApps).where(eq(whatsappApps.id, id));
  return row;
}

export async function listApps(tx: MerchantTx): Promise<WhatsAppAppRow[]> {
  return tx.select().from(whatsappApps);
}

/** The app with this id of Meta's, kept from others until the transaction ends. */
export async function lockAppByExternalId(
  tx: MerchantTx,
  environment: Environment,
  externalId: string,
): Promise<WhatsAppAppRow | undefined> {
  const [row] = await tx
    .select()
    .from(whatsappApps)
    .where(and(eq(whatsappApps.environment, environment), eq(whatsappApps.externalId, externalId)))
    .for("update");
  return row;
}

/** Raises 23505 `whatsapp_apps_key` when the merchant has it. */
export async function insertApp(tx: MerchantTx, row: NewWhatsAppApp): Promise<WhatsAppAppRow> {
  const [inserted] = await tx.insert(whatsappApps).values(row).returning();
  return inserted!; // an insert without conflict clause returns its row or raises
}

/** Puts a secret in place of the present one, which goes on signing for so many hours of real time. */
export async function replaceAppSecret(
  tx: MerchantTx,
  id: string,
  secrets: Pick<WhatsAppAppRow, "secretSealed" | "previousSecretSealed">,
  overlapHours: number,
): Promise<void> {
  await tx
    .update(whatsappApps)
    .set({
      ...secrets,
      previousUntil: sql`clock_timestamp() + make_interval(hours => ${overlapHours}::integer)`,
    })
    .where(eq(whatsappApps.id, id));
}

/** Forgets an app that no number comes through any more. */
export async function deleteUnusedApp(tx: MerchantTx, id: string): Promise<void> {
  const used = tx
    .select({ one: sql`1` })
    .from(whatsappChannels)
    .where(and(eq(whatsappChannels.appId, id), ne(whatsappChannels.state, "disconnected")));
  await tx
    .update(whatsappChannels)
    .set({ appId: null })
    .where(and(eq(whatsappChannels.appId, id), eq(whatsappChannels.state, "disconnected")));
  await tx.delete(whatsappApps).where(and(eq(whatsappApps.id, id), sql`not exists (${used})`));
}
