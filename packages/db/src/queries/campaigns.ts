import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { CampaignState, RecipientState } from "@nexusone/contracts/campaign-terms";
import { campaignMessages, whatsappCampaigns } from "../schema/campaigns.ts";
import { messageTemplates } from "../schema/templates.ts";
import { whatsappChannels } from "../schema/whatsapp.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type CampaignRow = typeof whatsappCampaigns.$inferSelect;
export type NewCampaign = Omit<typeof whatsappCampaigns.$inferInsert, "merchantId" | "id" | "createdAt" | "updatedAt">;
export type CampaignChange = Partial<NewCampaign>;
/** With the names of what it goes out through and of what is sent. */
export type NamedCampaign = {
  readonly campaign: CampaignRow;
  readonly channelLabel: string;
  readonly templateName: string | null;
};

const named = (tx: MerchantTx) =>
  tx
    .select({
      campaign: whatsappCampaigns,
      channelLabel: whatsappChannels.label,
      templateName: messageTemplates.name,
    })
    .from(whatsappCampaigns)
    .innerJoin(
      whatsappChannels,
      and(
        eq(whatsappChannels.merchantId, whatsappCampaigns.merchantId),
        eq(whatsappChannels.id, whatsappCampaigns.channelId),
      ),
    )
    .leftJoin(
      messageTemplates,
      and(
        eq(messageTemplates.merchantId, whatsappCampaigns.merchantId),
        eq(messageTemplates.id, whatsappCampaigns.templateId),
      ),
    );

/** The newest first, one more than `limit` when there is a next page. */
export async function listCampaignRows(
  tx: MerchantTx,
  {
    state,
    after,
    limit,
  }: {
    readonly state?: CampaignState | undefined;
    readonly after?: { readonly at: Date; readonly id: string } | undefined;
    readonly limit: number;
  },
): Promise<NamedCampaign[]> {
  const { createdAt, id } = whatsappCampaigns;
  return named(tx)
    .where(
      and(
        state && eq(whatsappCampaigns.state, state),
        after && sql`(${createdAt}, ${id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(createdAt), desc(id))
    .limit(limit + 1);
}

export async function findCampaign(tx: MerchantTx, id: string): Promise<NamedCampaign | undefined> {
  const [row] = await named(tx).where(eq(whatsappCampaigns.id, id));
  return row;
}

/** Locked until the transaction ends: whoever changes it or carries it on begins here. */
export async function lockCampaign(tx: MerchantTx, id: string): Promise<CampaignRow | undefined> {
  const [row] = await tx.select().from(whatsappCampaigns).where(eq(whatsappCampaigns.id, id)).for("update");
  return row;
}

export async function insertCampaign(tx: MerchantTx, row: NewCampaign): Promise<CampaignRow> {
  const [made] = await tx.insert(whatsappCampaigns).values(row).returning();
  return made!; // an insert without a conflict clause returns its row
}

export async function updateCampaign(tx: MerchantTx, id: string, change: CampaignChange): Promise<void> {
  await tx.update(whatsappCampaigns).set(change).where(eq(whatsappCampaigns.id, id));
}

export async function deleteCampaignRow(tx: MerchantTx, id: string): Promise<void> {
  await tx.delete(whatsappCampaigns).where(eq(whatsappCampaigns.id, id));
}

/** Those with something to do by now. */
export async function listDueCampaigns(tx: MerchantTx, now: Date, limit: number): Promise<string[]> {
  const rows = await tx
    .select({ id: whatsappCampaigns.id })
    .from(whatsappCampaigns)
    .where(
      // Written out: a plan for all parameters could not know that it fits the partial index.
      sql`${whatsappCampaigns.state} in ('launched', 'running') and ${whatsappCampaigns.nextAt} <= ${now.toISOString()}::timestamptz`,
    )
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** People of these campaigns by what their own rows say. */
export async function countRecipients(
  tx: MerchantTx,
  campaignIds: readonly string[],
): Promise<{ campaignId: string; state: RecipientState; count: number }[]> {
  if (campaignIds.length === 0) return [];
  const { campaignId, state } = campaignMessages;
  return tx
    .select({ campaignId, state, count: sql<number>`count(*)::integer` })
    .from(campaignMessages)
    .where(inArray(campaignId, [...campaignIds]))
    .groupBy(campaignId, state);
}

/** Campaigns that people were written to by, the newest first: others can follow them. */
export async function listFollowable(tx: MerchantTx, limit: number): Promise<{ id: string; name: string }[]> {
  return tx
    .select({ id: whatsappCampaigns.id, name: whatsappCampaigns.name })
    .from(whatsappCampaigns)
    .where(inArray(whatsappCampaigns.state, ["running", "paused", "done", "ended"]))
    .orderBy(desc(whatsappCampaigns.createdAt), desc(whatsappCampaigns.id))
    .limit(limit);
}
