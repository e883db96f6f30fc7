import type { CampaignRow } from "@nexusone/db/queries/campaigns";
import { listAudience, type AudienceRow } from "@nexusone/db/queries/campaign-audience";
import { listRowsOfPeople } from "@nexusone/db/queries/campaign-joined";
import {
  listDueRecipients,
  moveRecipients,
  type RecipientMove,
  type RecipientRow,
} from "@nexusone/db/queries/campaign-recipients";
import { openConversations } from "@nexusone/db/queries/chat-inbound";
import type { ChannelRow } from "@nexusone/db/queries/whatsapp-channels";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { businessConfigOf } from "../channels/business-config.ts";
import { holdContacts } from "../contacts/hold-people.ts";
import type { ServiceContext } from "../context.ts";
import { capabilitiesOf } from "../sending/guard.ts";
import { queueMessages } from "../sending/queue-message.ts";
import type { CampaignContent, Written } from "./content.ts";
import { exclusionOf } from "./exclude.ts";
import { hoursOf } from "./local-hours.ts";
import { whoseTurn } from "./whose-turn.ts";

type Running = { readonly campaign: CampaignRow; readonly channel: ChannelRow; readonly content: CampaignContent };
type Turn = { readonly row: RecipientRow; readonly person: AudienceRow; readonly written: Written };

/**
 * Gives the next people's messages into their conversations' lines, and settles who must not get one: rows and messages are one
 * transaction, so that nobody is written to twice or forgotten whenever a process dies. @returns how many rows it looked at
 */
export async function handOver(tx: MerchantTx, ctx: ServiceContext, running: Running, most: number): Promise<number> {
  const { campaign, channel, content } = running;
  const now = ctx.platform.clock.now();
  const rows = await listDueRecipients(tx, { campaignId: campaign.id, now, limit: most });
  if (rows.length === 0) return 0;
  const joined = await holdContacts(
    tx,
    rows.map(({ contactId }) => contactId),
  );
  const only = [...new Set(joined.values())];
  const turnsOf = whoseTurn(rows, joined, await listRowsOfPeople(tx, campaign.id, only));
  const asked = { audience: campaign.audience, channelId: channel.id, now, only, limit: only.length };
  const people = new Map((await listAudience(tx, asked)).map((person) => [person.id, person]));
  const { timeZone, quietFrom, quietTo } = await businessConfigOf(tx);
  const hours = hoursOf({ shopZone: timeZone, quiet: { from: quietFrom, to: quietTo }, now });
  const terms = {
    consent: campaign.audience.consent,
    capabilities: capabilitiesOf(channel),
    category: content.category,
  };

  const moves: RecipientMove[] = [];
  const turns: Turn[] = [];
  for (const { personId, by: row, not } of turnsOf) {
    const person = people.get(personId)!; // held
    for (const one of not) moves.push({ ...one, state: "skipped", reason: "campaigns.person_merged" });
    if (!row) continue;
    const reason = exclusionOf(person, terms) ?? null;
    const written = reason === null ? content.write(person) : undefined;
    const dueAt = hours.awake(row.country);
    if (!written) moves.push({ ...row, state: "skipped", reason: reason ?? "campaigns.values_missing" });
    else if (dueAt > now) moves.push({ ...row, state: "pending", reason: null, dueAt });
    else turns.push({ row, person, written });
  }
  await moveRecipients(tx, [...moves, ...(await queueAll(tx, ctx, channel.id, turns))]);
  return rows.length;
}

async function queueAll(
  tx: MerchantTx,
  ctx: ServiceContext,
  channelId: string,
  turns: readonly Turn[],
): Promise<RecipientMove[]> {
  const at = ctx.platform.clock.now();
  const opened = await openConversations(
    tx,
    turns.map(({ person: { id, phone, userId } }) => ({
      channelId,
      contactId: id,
      recipientPhone: phone?.replace(/\D/g, "") ?? null,
      recipientUserId: userId,
      at,
      state: "waiting" as const,
    })),
  );
  const byContact = new Map(opened.map(({ contactId, id }) => [contactId, id]));
  const queued = await queueMessages(
    tx,
    ctx,
    turns.map(({ person, written }) => ({
      conversationId: byContact.get(person.id)!, // just opened
      ...written,
      author: "human" as const,
      priority: "campaign" as const,
    })),
  );
  return turns.map(({ row }, at) => ({ ...row, state: "queued", reason: null, messageId: queued[at]!.id })); // one for each
}
