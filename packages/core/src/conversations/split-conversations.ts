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
import type { KeptMerge } from "@nexusone/db/schema/contact-merges";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { USER_ID, writtenOtherwise } from "../contacts/identify.ts";
import type { ServiceContext } from "../context.ts";
import { asBefore, fromKept, keptConversation } from "./kept-conversation.ts";
import { recordChange } from "./record-change.ts";

type Leaving = {
  readonly mergeId: string;
  /** Who stays and who leaves, with what each is known by from now on. */
  readonly stays: string;
  readonly leaves: string;
  readonly staying: readonly IdentifierRow[];
  readonly leaving: readonly IdentifierRow[];
  /** Of `leaving`, however a number is written. */
  readonly digests: readonly string[];
  readonly went: KeptMerge["conversations"];
};
type Recipient = Pick<ConversationRow, "recipientPhone" | "recipientUserId">;

/**
 * Takes threads of two people apart: what the merge brought goes back, with what came since by an identifier of who leaves and what
 * was answered to it. A conversation that came as a whole goes as a whole; when the other one wrote in it too, their part gets a
 * conversation of its own. The caller holds both people.
 */
export async function splitConversations(tx: MerchantTx, ctx: ServiceContext, leaving: Leaving): Promise<void> {
  const { mergeId, leaves, digests, went } = leaving;
  for (const row of await lockConversationsOf(tx, [leaving.stays])) {
    const split = { conversationId: row.id, mergeId, digests };
    const parts = await countSplit(tx, split);
    const came = went.find(({ channelId }) => channelId === row.channelId);
    if (came?.joined) await unjoin(tx, leaving, row, came, split);
    else if (came || parts.leaving > 0) {
      await updateConversationRow(tx, row.id, {
        contactId: leaves,
        ...recipientOf([row, ...(came ? [came.was] : [])], leaving.leaving),
      });
      if (parts.staying > 0) {
        const rest = { ...standing(row), ...recipientOf([row], leaving.staying), contactId: leaving.stays };
        const { id } = await insertConversation(tx, rest);
        await moveStaying(tx, split, id);
        await recount(tx, [row.id, id], row);
        await recordChange(tx, ctx, id, ["merged"]);
      }
    } else continue;
    await recordChange(tx, ctx, row.id, ["merged"]);
  }
}

/** The thread that ended in another one begins again, under the id that it had. */
async function unjoin(
  tx: MerchantTx,
  { leaves, staying, leaving }: Leaving,
  row: ConversationRow,
  came: KeptMerge["conversations"][number],
  split: Split,
): Promise<void> {
  const { joined, was } = came;
  const { id } = await insertConversation(tx, {
    ...standing(row),
    ...fromKept(was),
    ...recipientOf([was, row], leaving),
    id: came.id,
    contactId: leaves,
  });
  await moveLeaving(tx, split, id);
  await updateConversationRow(tx, row.id, {
    ...(joined ? asBefore(row, joined) : {}),
    ...recipientOf([row, ...(joined ? [joined.before] : [])], staying),
  });
  await recount(tx, [row.id, id], row);
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
