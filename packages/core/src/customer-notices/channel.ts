import type { NoticeChannelName } from "@nexusone/contracts/customer-notice-terms";
import type { IdentifierType } from "@nexusone/contracts/contact-terms";
import type { Platform } from "../platform.ts";
import type { OrderNews } from "./order-news.ts";

/** What became of one attempt. `later`: surely not sent, and a repeat may help; `unknown`: it may have arrived. */
export type Attempted = "sent" | "later" | "refused" | "unknown";

/**
 * A way to tell customers about their orders by a call of our own: whom it reaches, and how it hands one message over. Which step
 * is told, to whom, and never twice, is the same for all of them, and for WhatsApp, whose messages stand in a line (`queue-news.ts`).
 */
export type NoticeChannel = {
  readonly name: NoticeChannelName;
  /** What a customer must have to be reached. */
  readonly reaches: IdentifierType;
  /** Calls the network; never throws. `noticeId` is the same at every attempt. */
  readonly send: (
    platform: Platform,
    message: { readonly to: string; readonly noticeId: string; readonly news: OrderNews },
  ) => Promise<Attempted>;
};
