import { and, asc, eq, sql } from "drizzle-orm";
import { conversations } from "../schema/conversations.ts";
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

/** The same, kept from others until the transaction ends. */
export async function lockChannel(tx: MerchantTx, id: string): Promise<ChannelRow | undefined> {
  const [row] = await tx.select().from(whatsappChannels).where(eq(whatsappChannels.id, id)).for("update");
  return row;
}

/** Raises 23505 `whatsapp_channels_number` when the number is somebody's. */
export async function insertChannel(tx: MerchantTx, row: NewChannel): Promise<ChannelRow> {
  const [inserted] = await tx.insert(whatsappChannels).values(row).returning();
  return inserted!; // an insert without conflict clause returns its row or raises
}

export async function updateChannel(tx: MerchantTx, id: string, change: ChannelChange): Promise<void> {
  await tx.update(whatsappChannels).set(change).where(eq(whatsappChannels.id, id));
}

/** That a number's webhook brought something then, to the minute; what was noted before it stays when it is later. */
export async function noteChannelHeard(tx: MerchantTx, id: string, at: Date): Promise<void> {
  const isNews = sql`(${whatsappChannels.heardAt} is null or ${whatsappChannels.heardAt} < ${at.toISOString()}::timestamptz - interval '1 minute')`;
  await tx
    .update(whatsappChannels)
    .set({ heardAt: at })
    .where(and(eq(whatsappChannels.id, id), isNews));
}

/** How a person is written to from now on. */
export async function renameRecipients(
  tx: MerchantTx,
  to: { channelId: string; contactId: string; phone: string | null; userId: string | null },
): Promise<void> {
  if (to.phone === null && to.userId === null) return;
  await tx
    .update(conversations)
    .set({
      ...(to.phone !== null && { recipientPhone: to.phone }),
      ...(to.userId !== null && { recipientUserId: to.userId }),
    })
    .where(and(eq(conversations.channelId, to.channelId), eq(conversations.contactId, to.contactId)));
}
