import type { ReasonCode } from "@nexusone/contracts/reasons";
import type { MessageRow, SettledMessage } from "@nexusone/db/queries/channel-events";
import type { ChannelRow } from "@nexusone/db/queries/whatsapp-channels";
import type { ReadItem } from "@nexusone/whatsapp/webhook";

/** An item with its row in the inbox and the number that it came through. */
export type Followed<Kind extends ReadItem["kind"] = ReadItem["kind"]> = {
  readonly row: Pick<MessageRow, "id" | "receivedAt">;
  readonly item: Extract<ReadItem, { kind: Kind }>;
  readonly channel: ChannelRow;
};
/** What became of an item. */
export type Outcome = Omit<SettledMessage, "id">;
export type Outcomes = ReadonlyMap<string, Outcome>;

export const DONE: Outcome = { state: "done", reason: null };
export const ignored = (reason: ReasonCode): Outcome => ({ state: "ignored", reason });
