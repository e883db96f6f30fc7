import type { InboxChannel } from "@nexusone/contracts/inbox-terms";
import type { MerchantId } from "@nexusone/contracts/ids";
import type { ReasonCode } from "@nexusone/contracts/reasons";
import type { MessageRow, SettledMessage } from "@nexusone/db/queries/channel-events";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import type { Platform } from "../platform.ts";

/** A message as it was cut out of a body. `externalId` is the vendor's own name for it. */
export type CutMessage = {
  readonly externalId: string;
  readonly kind: string;
  readonly payload: Record<string, unknown>;
  /** Why nothing follows from it: it is kept and shown, that is all. */
  readonly refusal?: ReasonCode;
};

export type PostedBody = { readonly bytes: Uint8Array; readonly receivedAt: Date };

/** What one body says to whom. `reason` tells of what in it was for nobody. */
export type SplitBody =
  | {
      readonly of: readonly { readonly merchantId: MerchantId; readonly messages: readonly CutMessage[] }[];
      readonly reason: ReasonCode | null;
    }
  | { readonly refusal: ReasonCode };

/** How one vendor's bodies are understood. */
export type Channel = {
  readonly id: InboxChannel;
  /** Cuts bodies that were posted to one address, in their order: each for itself, none throws for another. */
  readonly split: (platform: Platform, keyHash: string, bodies: readonly PostedBody[]) => Promise<readonly SplitBody[]>;
  /** What becomes of messages that wait, each of them, in the transaction that holds them. No network. */
  readonly follow: (
    tx: MerchantTx,
    ctx: ServiceContext,
    messages: readonly MessageRow[],
  ) => Promise<readonly SettledMessage[]>;
};
