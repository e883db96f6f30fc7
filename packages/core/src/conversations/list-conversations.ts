import { COUNTED_CONVERSATIONS } from "@nexusone/contracts/conversation-terms";
import {
  ListConversationsInput,
  type ConversationCounts,
  type ConversationsPage,
} from "@nexusone/contracts/conversations";
import { countConversations, listConversationRows } from "@nexusone/db/queries/conversation-list";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { cutPage, decodeCursor, InstantKey } from "../catalog/cursor.ts";
import { actorUserId, type ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";
import { memberNames, viewLine } from "./views.ts";

/** Conversations a page at a time, the last moved first. */
export async function listConversations(
  ctx: ServiceContext,
  rawInput: z.input<typeof ListConversationsInput> = {},
): Promise<z.output<typeof ConversationsPage>> {
  authorize(ctx, "conversations:read");
  const { cursor, limit, assignee, ...filter } = ListConversationsInput.parse(rawInput);
  const after = decodeCursor(InstantKey, cursor);
  const assigneeId = assignee === "none" ? null : assignee === "me" ? (actorUserId(ctx.actor) ?? undefined) : assignee;
  return readMerchant(ctx, async (tx) => {
    const asked = { ...filter, assigneeId, limit, after };
    const [rows, names] = await Promise.all([listConversationRows(tx, asked), memberNames(tx)]);
    const page = cutPage(rows, limit, ({ conversation: { lastMessageAt, id } }) => ({
      at: lastMessageAt.toISOString(),
      id,
    }));
    return { ...page, items: page.items.map((row) => viewLine(row, names)) };
  });
}

/** How many stand under each tab, counted up to a thousand: the price of a count is that of a page, whatever was ever said. */
export async function countConversationTabs(ctx: ServiceContext): Promise<ConversationCounts> {
  authorize(ctx, "conversations:read");
  const me = actorUserId(ctx.actor);
  return readMerchant(ctx, async (tx) => {
    const count = (filter: Parameters<typeof countConversations>[1]) =>
      countConversations(tx, filter, COUNTED_CONVERSATIONS);
    const [open, waiting, snoozed, closed, mine, unassigned, unread, alerts] = await Promise.all([
      count({ state: "open" }),
      count({ state: "waiting" }),
      count({ state: "snoozed" }),
      count({ state: "closed" }),
      me === null ? 0 : count({ state: "open", assigneeId: me }),
      count({ state: "open", assigneeId: null }),
      count({ unread: true }),
      count({ alert: true }),
    ]);
    return { open, waiting, snoozed, closed, mine, unassigned, unread, alerts };
  });
}
