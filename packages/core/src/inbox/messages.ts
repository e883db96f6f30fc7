import {
  ListMessagesInput,
  ReplayMessagesInput,
  type MessagesPage,
  type ReplayedView,
} from "@nexusone/contracts/inbox";
import { listMessageRows, reopenMessages, type MessageRow } from "@nexusone/db/queries/channel-events";
import { z } from "zod";
import { authorize } from "../authorize.ts";
import { cutPage, decodeCursor, InstantKey } from "../catalog/cursor.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { followSoon } from "./follow-messages-job.ts";

/** What CJ told this merchant, newest first. */
export async function listCjMessages(
  ctx: ServiceContext,
  rawInput: z.input<typeof ListMessagesInput> = {},
): Promise<z.output<typeof MessagesPage>> {
  authorize(ctx, "cj:read");
  const { cursor, limit, state } = ListMessagesInput.parse(rawInput);
  const after = decodeCursor(InstantKey, cursor);
  const rows = await readMerchant(ctx, (tx) => listMessageRows(tx, { channel: "cj", state, limit, after }));
  const page = cutPage(rows, limit, (row) => ({ at: row.receivedAt.toISOString(), id: row.id }));
  return { ...page, items: page.items.map(messageView) };
}

/** Has messages followed again: what they are about is read anew. Safe to repeat. @returns how many */
export async function replayCjMessages(
  ctx: ServiceContext,
  rawInput: z.input<typeof ReplayMessagesInput>,
): Promise<z.output<typeof ReplayedView>> {
  authorize(ctx, "cj:manage");
  const input = ReplayMessagesInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const count = await reopenMessages(tx, "cj", "failed" in input ? "failed" : input);
    if (count === 0) return { count };
    await followSoon(tx, ctx);
    await recordEvent(tx, ctx, "cj.messages_replayed", { count });
    return { count };
  });
}

/** Of what channels keep: their names for what a message is about. */
const Kept = z.object({
  pid: z.string().optional(),
  vids: z.array(z.string()).optional(),
  fields: z.array(z.string()).default([]),
  type: z.string().optional(),
});

function messageView({ id, receivedAt, kind, payload, state, reason }: MessageRow) {
  const { pid, vids, fields, type } = Kept.parse(payload);
  const subject = pid ?? vids?.[0] ?? type ?? null;
  return { id, at: receivedAt.toISOString(), kind, subject, fields, state, reason };
}
