import type { SendPriority } from "@nexusone/contracts/conversation-terms";
import type { MessageRow } from "@nexusone/db/queries/sending";
import type { OutgoingMessage } from "@nexusone/whatsapp/rules";

/** What waits in one conversation, and how much of a hurry its first has. */
export type Line = { readonly conversationId: string; readonly priority: SendPriority };
/** The first of the line has to wait so long, in real time. */
export type Later = Line & { readonly waitMs: number };

/** What `queueMessage` wrote. */
export const bodyOf = ({ body }: Pick<MessageRow, "body">): OutgoingMessage => body as OutgoingMessage;
/** The pace of one number, for all processes. */
export const numberBucket = (channelId: string): string => `whatsapp:number:${channelId}`;
