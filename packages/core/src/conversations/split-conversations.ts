import { lockConversationsOf, updateConversationRow } from "@nexusone/db/queries/conversation-changes";
import type { ConversationRow } from "@nexusone/db/queries/conversation-list";
import {
  countSplit,
  insertConversation,
  moveLeaving,
  moveStaying,
  recount,
  type Split,
} from "@nexusone/db/queries/conversation-split";
import type { IdentifierRow } from "@nexusone/db/queries/contacts";
import type { KeptConversation, KeptMerge } from "@nexusone/db/schema/contact-merges";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { USER_ID, writtenOtherwise } from "../contacts/identify.ts";
import type { ServiceContext } from "../context.ts";
import { changedSince, fromKept, joinStandings, keptConversation } from "./kept-conversation.ts";
import { recordChange } from "./record-change.ts";

type Went = KeptMerge["conversations"][number];
type Joined = Went & { readonly joined: NonNullable<Went["joined"]> };
type Later = KeptMerge & { readonly id: string };
type Leaving = {
  readonly mergeId: string;
  /** Who stays and who leaves, with what each is known by from now on. */
  readonly stays: string;
  readonly leaves: string;
  readonly staying: readonly IdentifierRow[];
  readonly leaving: readonly IdentifierRow[];
  /** Of `leaving`, however a number is written. */
  readonly digests: readonly string[];
  readonly went: readonly Went[];
  /** What is kept of merges of who stays since, the oldest first. */
  readonly later: readonly Later[];
};
type Recipient = Pick<ConversationRow, "recipientPhone" | "recipientUserId">;

/**
 * Takes threads of two people apart: what the merge brought goes back, with what came since by an identifier of who leaves and what
 * was answered to it. A conversation that came as a whole goes as a whole; when others wrote in it too, their part gets the one that
 * was joined with it first since, else one of its own. The caller holds both people. @returns `later` as if this merge had never been
 */
export async function splitConversations(tx: MerchantTx, ctx: ServiceContext, leaving: Leaving): Promise<Later[]> {
  const { mergeId, digests, went } = leaving;
  let { later } = leaving;
  for (const row of await lockConversationsOf(tx, [leaving.stays])) {
    const split = { conversationId: row.id, mergeId, digests };
    const came = went.find(({ channelId }) => channelId === row.channelId);
    const since = later.flatMap(({ conversations }) => conversations.filter((one) => one.channelId === row.channelId));
    const parted = came?.joined
      ? await unjoin(tx, leaving, row, { ...came, joined: came.joined }, since, split)
      : came
        ? await handOver(tx, leaving, row, came, since, split)
        : await takeOut(tx, leaving, row, since, split);
    if (!parted) continue;
    const again = new Map(parted.since.map((one) => [one.id, one]));
    later = later.map((one) => ({ ...one, conversations: one.conversations.map((its) => again.get(its.id) ?? its) }));
    if (parted.ids.length > 1) await recount(tx, parted.ids, row);
    for (const id of parted.ids) await recordChange(tx, ctx, id, ["merged"]);
  }
  return [...later];
}

/** The conversations that there are now, and what is kept of those that were joined since. */
type Parted = { readonly ids: readonly string[]; readonly since: readonly Went[] };

/** The thread that ended in another one begins again, under the id that it had. */
async function unjoin(
  tx: MerchantTx,
  { leaves, staying, leaving }: Leaving,
  row: ConversationRow,
  came: Joined,
  since: readonly Went[],
  split: Split,
): Promise<Parted> {
  const { joined, was } = came;
  const own = { ...standing(row), ...fromKept(was), ...recipientOf([was, row], leaving) };
  const { id } = await insertConversation(tx, { ...own, id: came.id, contactId: leaves });
  await moveLeaving(tx, split, id);
  const left = joinAgain(joined.before, joined.after, since, keptConversation(row));
  await updateConversationRow(tx, row.id, {
    ...fromKept(left.now),
    ...recipientOf([row, joined.before], staying),
  });
  return { ids: [row.id, id], since: left.since };
}

/** What came as a whole goes as a whole. */
async function handOver(
  tx: MerchantTx,
  { stays, leaves, staying, leaving }: Leaving,
  row: ConversationRow,
  came: Went,
  since: readonly Went[],
  split: Split,
): Promise<Parted> {
  const parts = await countSplit(tx, split);
  const [first, ...others] = since;
  const last = since.at(-1)?.joined;
  const now = keptConversation(row);
  const theirs = first?.joined && last ? changedSince(first.joined.before, last.after, now) : now;
  await updateConversationRow(tx, row.id, {
    contactId: leaves,
    ...fromKept(theirs),
    ...recipientOf([row, came.was], leaving),
  });
  if (!first && parts.staying === 0) return { ids: [row.id], since };
  const left = first?.joined ? joinAgain(first.was, first.joined.after, others, now) : { now, since: others };
  const { id } = await insertConversation(tx, {
    ...standing(row),
    ...fromKept(left.now),
    ...recipientOf([row, ...(first ? [first.was] : [])], staying),
    ...(first ? { id: first.id } : {}),
    contactId: stays,
  });
  await moveStaying(tx, split, id);
  return { ids: [row.id, id], since: [...(first ? [{ ...first, joined: null }] : []), ...left.since] };
}

/** Who leaves had none: their words of since get one. A thread in which nobody else ever said anything is theirs. */
async function takeOut(
  tx: MerchantTx,
  { mergeId, stays, leaves, staying, leaving }: Leaving,
  row: ConversationRow,
  since: readonly Went[],
  split: Split,
): Promise<Parted | undefined> {
  const parts = await countSplit(tx, split);
  if (parts.leaving === 0) return undefined;
  // Ids are drawn as rows are stored.
  if (parts.staying === 0 && since.length === 0 && row.id > mergeId) {
    await updateConversationRow(tx, row.id, { contactId: leaves, ...recipientOf([row], leaving) });
    return { ids: [row.id], since };
  }
  const { id } = await insertConversation(tx, { ...standing(row), ...recipientOf([row], leaving), contactId: leaves });
  await moveLeaving(tx, split, id);
  await updateConversationRow(tx, row.id, { contactId: stays, ...recipientOf([row], staying) });
  return { ids: [row.id, id], since };
}

/** How a conversation stands as if those of `since` had been joined with `base`, which stood as `then` instead. */
function joinAgain(
  base: KeptConversation,
  then: KeptConversation,
  since: readonly Went[],
  now: KeptConversation,
): { readonly now: KeptConversation; readonly since: Went[] } {
  let [stands, stood] = [base, then];
  const again = since.map((one) => {
    if (!one.joined) return one;
    const before = changedSince(stands, stood, one.joined.before);
    const after = joinStandings(before, one.was);
    [stands, stood] = [after, one.joined.after];
    return { ...one, joined: { before, after } };
  });
  return { now: changedSince(stands, stood, now), since: again };
}

const standing = (row: ConversationRow) => ({
  ...fromKept(keptConversation(row)),
  channelId: row.channelId,
  lastMessageAt: row.lastMessageAt,
  lastInboundAt: row.lastInboundAt,
});

/** How somebody is reached: the first of these that is theirs, number and id each; else by what they are known by. */
function recipientOf(candidates: readonly Recipient[], identifiers: readonly IdentifierRow[]): Recipient {
  const own = identifiers.filter(({ endedAt }) => endedAt === null).toReversed();
  const known = new Set([...own, ...writtenOtherwise(own)].map(({ type, value }) => `${type}:${value}`));
  const isTheirs = (value: string | null): value is string =>
    value !== null && (known.has(`phone:+${value}`) || known.has(`whatsapp:${value}`));
  const recipientPhone = candidates.map((one) => one.recipientPhone).find(isTheirs) ?? null;
  const recipientUserId = candidates.map((one) => one.recipientUserId).find(isTheirs) ?? null;
  if (recipientPhone !== null || recipientUserId !== null) return { recipientPhone, recipientUserId };
  return {
    recipientPhone: own.find(({ type }) => type === "phone")?.value.slice(1) ?? null,
    recipientUserId: own.find(({ type, value }) => type === "whatsapp" && USER_ID.test(value))?.value ?? null,
  };
}
