import type { InboxChannel } from "@nexusone/contracts/inbox-terms";
import type { MerchantId } from "@nexusone/contracts/ids";
import type { MessageRow, SettledMessage } from "@nexusone/db/queries/channel-events";
import type { Database, MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";

/** A message as it was cut out of a body. `externalId` is the vendor's own name for it. */
export type CutMessage = {
  readonly externalId: string;
  readonly kind: string;
  readonly payload: Record<string, unknown>;
};

/** How one vendor's bodies are understood. */
export type Channel = {
  readonly id: InboxChannel;
  /** Whose address it is; undefined for nobody's any more. */
  readonly ownerOf: (db: Database, keyHash: string) => Promise<MerchantId | undefined>;
  /** Cuts bodies of one address into messages. What it gives throws `inbox.unreadable`, `inbox.other_account`. */
  readonly openSplitter: (ctx: ServiceContext) => Promise<(text: string) => readonly CutMessage[]>;
  /** What becomes of messages that wait, each of them, in the transaction that holds them. No network. */
  readonly follow: (
    tx: MerchantTx,
    ctx: ServiceContext,
    messages: readonly MessageRow[],
  ) => Promise<readonly SettledMessage[]>;
};
