import { eq, inArray, or, sql } from "drizzle-orm";
import { campaignMessages } from "../schema/campaigns.ts";
import { contacts } from "../schema/contacts.ts";
import type { MerchantTx } from "../with-merchant.ts";
import type { RecipientRow } from "./campaign-recipients.ts";

export type JoinedRow = { readonly personId: string; readonly row: RecipientRow };
/** All rows of a campaign of these people, each with who it is now: their own, and those of whoever was made one with them. */
export async function listRowsOfPeople(
  tx: MerchantTx,
  campaignId: string,
  personIds: readonly string[],
): Promise<JoinedRow[]> {
  const ids = [...personIds];
  return tx
    .select({ personId: sql<string>`coalesce(${contacts.mergedIntoId}, ${contacts.id})`, row: campaignMessages })
    .from(campaignMessages)
    .innerJoin(contacts, eq(contacts.id, campaignMessages.contactId))
    .where(
      sql`${campaignMessages.campaignId} = ${campaignId} and ${or(inArray(contacts.id, ids), inArray(contacts.mergedIntoId, ids))}`,
    );
}

/**
 * Whoever was left out because they were one with somebody else, and is not any more, waits again: unless that other was written to
 * while they were one, as nobody knows which of the two read it. @returns how many
 */
export async function releaseParted(tx: MerchantTx, campaignId: string): Promise<number> {
  const { rowCount } = await tx.execute(sql`
    update campaign_messages r set state = 'pending', reason = null from contacts c
    where r.campaign_id = ${campaignId}::uuid and r.state = 'skipped' and r.reason = 'campaigns.person_merged'
      and c.merchant_id = r.merchant_id and c.id = r.contact_id and c.merged_into_id is null
      and not exists (select from contacts p join campaign_messages o on o.merchant_id = p.merchant_id and o.contact_id = p.id
        where p.merchant_id = c.merchant_id and p.merged_into_id = c.id and o.campaign_id = r.campaign_id and o.state in ('pending', 'queued'))
      and not exists (select from contact_merges g
        join campaign_messages o on o.merchant_id = g.merchant_id and o.campaign_id = r.campaign_id
          and o.contact_id = case when g.contact_id = c.id then g.merged_id else g.contact_id end
        join messages m on m.merchant_id = o.merchant_id and m.id = o.message_id
        where g.merchant_id = c.merchant_id and (g.contact_id = c.id or g.merged_id = c.id)
          and greatest(m.at, m.called_at) >= g.at and m.at <= g.undone_at)`);
  return rowCount ?? 0;
}
