import type { MessageRow, SettledMessage } from "@nexusone/db/queries/channel-events";
import { listChannels, noteChannelHeard, type ChannelRow } from "@nexusone/db/queries/whatsapp-channels";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { followAccountItem } from "../../channels/follow-account-item.ts";
import type { ServiceContext } from "../../context.ts";
import type { ReadItem } from "@nexusone/whatsapp/webhook";
import { followTemplateItem } from "../../templates/follow-template-item.ts";
import { readItem } from "../stored-item.ts";
import { followChanges } from "./changes.ts";
import { followIdentityChange } from "./identity-change.ts";
import { followMessages } from "./messages.ts";
import { DONE, ignored, type Followed, type Outcome, type Outcomes } from "./outcome.ts";
import { holdNamed } from "./people.ts";
import { followStatuses } from "./statuses.ts";
import { followPreferences } from "./wishes.ts";

/**
 * What WhatsApp told a shop becomes contacts, conversations, messages and their statuses: whatever the order, company and repetition
 * it comes in, the end is the same. Who somebody is comes first, then what they said, then what happened to it.
 */
export async function followWhatsApp(
  tx: MerchantTx,
  ctx: ServiceContext,
  rows: readonly MessageRow[],
): Promise<SettledMessage[]> {
  const channels = await listChannels(tx);
  const followed = rows.map((row) => {
    const item = readItem(row.payload);
    return { row, item, channel: channelOf(channels, item) };
  });
  await noteHeard(tx, followed);

  await holdNamed(
    tx,
    followed.flatMap(({ item, channel }) => (channel ? [item] : [])),
  );
  const outcomes = new Map<string, Outcome>();
  const add = (some: Outcomes) => some.forEach((outcome, id) => outcomes.set(id, outcome));
  for (const one of of(followed, "identity_change")) add(await followIdentityChange(tx, ctx, one));
  add(await followMessages(tx, ctx, of(followed, "message", "vote")));
  add(await followChanges(tx, ctx, of(followed, "reaction", "edit", "revoke")));
  add(await followPreferences(tx, ctx, of(followed, "preference")));
  add(await followStatuses(tx, ctx, of(followed, "status")));
  // About an account rather than a number of it.
  for (const { row, item, channel } of followed) {
    if (item.kind === "template") await followTemplateItem(tx, ctx, item);
    else if (item.kind === "account" || item.kind === "channel_state")
      await followAccountItem(tx, ctx, channel ? [channel] : ofAccount(channels, item), item);
    else continue;
    outcomes.set(row.id, DONE);
  }
  return rows.map(({ id }) => ({ id, ...(outcomes.get(id) ?? ignored("inbox.not_followed")) }));
}

/** When the vendor spoke, not when somebody got round to it: its silence may be taken for an answer. */
async function noteHeard(
  tx: MerchantTx,
  followed: readonly { readonly row: MessageRow; readonly channel: ChannelRow | undefined }[],
): Promise<void> {
  const at = new Map<string, Date>();
  for (const { row, channel } of followed)
    if (channel && row.receivedAt > (at.get(channel.id) ?? new Date(0))) at.set(channel.id, row.receivedAt);
  // In one order for all who note it.
  for (const id of [...at.keys()].toSorted()) await noteChannelHeard(tx, id, at.get(id)!); // a key of it
}

const ofAccount = (channels: readonly ChannelRow[], { channel }: ReadItem): ChannelRow[] =>
  channels.filter((one) => one.provider === channel.provider && one.accountId === channel.accountId);

/** Numbers that were disconnected count too: what comes late still has its place. The one connected last is meant. */
const channelOf = (channels: readonly ChannelRow[], { channel }: ReadItem): ChannelRow | undefined =>
  channels.findLast((one) => one.provider === channel.provider && one.externalId === channel.channelId);

function of<Kind extends ReadItem["kind"]>(
  followed: readonly { row: MessageRow; item: ReadItem; channel: ChannelRow | undefined }[],
  ...kinds: readonly Kind[]
): Followed<Kind>[] {
  return followed.filter(
    (one): one is Followed<Kind> & { row: MessageRow } =>
      one.channel !== undefined && (kinds as readonly string[]).includes(one.item.kind),
  );
}
