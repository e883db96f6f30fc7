import type { ConversationRow } from "@nexusone/db/queries/chat-inbound";
import type { Followed } from "./outcome.ts";

/** A message that has its place: whose it is, in which thread, when it was said. */
export type Said = Followed<"message" | "vote"> & {
  readonly conversation: ConversationRow;
  readonly contactId: string;
  readonly at: Date;
};
