import {
  CreateSavedReplyInput,
  ListSavedRepliesInput,
  MAX_SAVED_REPLIES,
  SavedReplyInput,
  UpdateSavedReplyInput,
  type SavedReplyView,
} from "@nexusone/contracts/conversations";
import { sqlState } from "@nexusone/db/errors";
import { findConversationLine } from "@nexusone/db/queries/conversation-list";
import { findMerchantWithRate } from "@nexusone/db/queries/merchants";
import { listOrderRows } from "@nexusone/db/queries/orders-list";
import {
  countSavedReplies,
  deleteSavedReplyRow,
  findSavedReply,
  insertSavedReply,
  listSavedReplyRows,
  updateSavedReplyRow,
} from "@nexusone/db/queries/saved-replies";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { actorName, type ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { plainText } from "../imports/plain-text.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { fillPlaces, type Places } from "./fill-places.ts";

const UNIQUE_VIOLATION = "23505";

/** All of them by name; with a conversation their places are filled for it. @throws `conversations.not_found`. */
export async function listSavedReplies(
  ctx: ServiceContext,
  rawInput: z.input<typeof ListSavedRepliesInput> = {},
): Promise<SavedReplyView[]> {
  authorize(ctx, "conversations:read");
  const { conversationId } = ListSavedRepliesInput.parse(rawInput);
  return readMerchant(ctx, async (tx) => {
    const places = conversationId === undefined ? {} : await placesOf(tx, ctx, conversationId);
    return (await listSavedReplyRows(tx, MAX_SAVED_REPLIES)).map((row) => view(row, places));
  });
}

/** The very same twice is one. @throws `conversations.reply_exists` {name}, `conversations.replies_full` {most}. */
export async function createSavedReply(
  ctx: ServiceContext,
  rawInput: z.input<typeof CreateSavedReplyInput>,
): Promise<SavedReplyView> {
  authorize(ctx, "conversations:reply");
  const input = plain(CreateSavedReplyInput.parse(rawInput));
  return inMerchantTx(ctx, async (tx) => {
    if ((await countSavedReplies(tx)) >= MAX_SAVED_REPLIES)
      throw new DomainError("conversations.replies_full", { most: MAX_SAVED_REPLIES });
    const row = (await insertSavedReply(tx, input)) ?? (await findSavedReply(tx, input.name));
    if (row?.content !== input.content) throw new DomainError("conversations.reply_exists", { name: input.name });
    return view(row, {});
  });
}

/** @throws `conversations.reply_not_found`, `conversations.reply_exists` {name}. */
export async function updateSavedReply(
  ctx: ServiceContext,
  rawInput: z.input<typeof UpdateSavedReplyInput>,
): Promise<SavedReplyView> {
  authorize(ctx, "conversations:reply");
  const { id, ...input } = UpdateSavedReplyInput.parse(rawInput);
  const { name, content } = plain(input);
  try {
    return await inMerchantTx(ctx, async (tx) => {
      const row = await updateSavedReplyRow(tx, id, { name, content });
      if (!row) throw new DomainError("conversations.reply_not_found");
      return view(row, {});
    });
  } catch (error) {
    if (sqlState(error) === UNIQUE_VIOLATION) throw new DomainError("conversations.reply_exists", { name }, error);
    throw error;
  }
}

/** @throws `conversations.reply_not_found`. */
export async function deleteSavedReply(
  ctx: ServiceContext,
  rawInput: z.input<typeof SavedReplyInput>,
): Promise<{ ok: true }> {
  authorize(ctx, "conversations:reply");
  const { id } = SavedReplyInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    if (!(await deleteSavedReplyRow(tx, id))) throw new DomainError("conversations.reply_not_found");
    return { ok: true };
  });
}

const plain = ({ name, content }: { readonly name: string; readonly content: string }) => ({
  name: plainText(name),
  content: plainText(content),
});

type Reply = { readonly id: string; readonly name: string; readonly content: string };
const view = ({ id, name, content }: Reply, places: Places): SavedReplyView => {
  const { text, missing } = fillPlaces(content, places);
  return { id, name, content, filled: text, missing };
};

async function placesOf(tx: MerchantTx, ctx: ServiceContext, conversationId: string): Promise<Places> {
  const line = await findConversationLine(tx, conversationId);
  if (!line) throw new DomainError("conversations.not_found");
  const [found, [newest]] = await Promise.all([
    findMerchantWithRate(tx),
    listOrderRows(tx, { contactId: line.contact.id, limit: 1 }),
  ]);
  return {
    name: line.contact.name,
    first_name: line.contact.name.split(/\s+/u)[0],
    shop: found?.merchant.name,
    agent: actorName(ctx.actor),
    order: newest?.order.number,
    tracking: newest?.trackingNumber ?? undefined,
  };
}
