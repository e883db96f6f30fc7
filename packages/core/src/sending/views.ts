import type { OutgoingView } from "@nexusone/contracts/sending";
import type { MessageRow } from "@nexusone/db/queries/sending";
import { storedReason } from "../errors.ts";

export const viewOutgoing = (row: MessageRow): OutgoingView => {
  const { id, conversationId, kind, content, author, state, at } = row;
  return { id, conversationId, kind, content, author, state, reason: storedReason(row.reason), at: at.toISOString() };
};
