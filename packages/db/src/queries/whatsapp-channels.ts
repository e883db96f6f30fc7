import { and, asc, eq, inArray } from "drizzle-orm";
import type { WhatsAppProvider } from "@nexusone/contracts/whatsapp-terms";
import { whatsappChannels } from "../schema/whatsapp.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type ChannelRow = typeof whatsappChannels.$inferSelect;
export type NewChannel = Omit<typeof whatsappChannels.$inferInsert, "merchantId" | "id" | "createdAt" | "updatedAt">;
export type ChannelChange = Partial<Omit<NewChannel, "environment" | "provider" | "externalId">>;

/** In the order in which they were connected. */
export async function listChannels(tx: MerchantTx): Promise<ChannelRow[]> {
  return tx.select().from(whatsappChannels).orderBy(asc(whatsappChannels.id));
}

export async function findChannel(tx: MerchantTx, id: string): Promise<ChannelRow | undefined> {
  const [row] = await tx.select().from(whatsappChannels).where(eq(whatsappChannels.id, id));
  return row;
}

/** Those of the vendor's ids that are this merchant's, disconnected ones too: what comes late still has its place. */
export async function findChannelsByExternalId(
  tx: MerchantTx,
  provider: WhatsAppProvider,
  externalIds: readonly string[],
): Promise<ChannelRow[]> {
  if (externalIds.length === 0) return [];
  return tx
    .select()
    .from(whatsappChannels)
    .where(and(eq(whatsappChannels.provider, provider), inArray(whatsappChannels.externalId, [...externalIds])));
}

/** Raises 23505 `whatsapp_channels_number` when the number is somebody's. */
export async function insertChannel(tx: MerchantTx, row: NewChannel): Promise<ChannelRow> {
  const [inserted] = await tx.insert(whatsappChannels).values(row).returning();
  return inserted!; // an insert without conflict clause returns its row or raises
}

export async function updateChannel(tx: MerchantTx, id: string, change: ChannelChange): Promise<void> {
  await tx.update(whatsappChannels).set(change).where(eq(whatsappChannels.id, id));
}
