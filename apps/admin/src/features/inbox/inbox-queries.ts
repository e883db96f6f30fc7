import type { ConversationId, MessageId } from "@nexusone/contracts/ids";
import type { Api, Outputs } from "../../lib/api.ts";
import { FIRST_TAB, type InboxSearch } from "./inbox-search.ts";

export type Conversation = Outputs["conversations"]["get"];
export type Item = Outputs["conversations"]["listMessages"]["items"][number];
export type Message = Extract<Item, { type: "message" }>;
export type Note = Extract<Item, { type: "note" }>;

const PAGE = 50;
const ASSIGNEE = { mine: "me", unassigned: "none" } as const;

/** What the list shows. Only what is unread or called for a person is asked for whatever tab it would stand under. */
export const listQuery = (api: Api, { tab = FIRST_TAB, who, only }: InboxSearch) =>
  api.conversations.list.infiniteQueryOptions(
    {
      limit: PAGE,
      ...(only === "unread"
        ? { unread: true }
        : only === "alerts"
          ? { alert: true }
          : { state: tab, ...(who ? { assignee: ASSIGNEE[who] } : {}) }),
    },
    { getNextPageParam: (page) => page.nextCursor ?? undefined },
  );

export const hitsQuery = (api: Api, q: string) =>
  api.conversations.searchMessages.infiniteQueryOptions(
    { q, limit: PAGE },
    { getNextPageParam: (page) => page.nextCursor ?? undefined },
  );

/** A thread, its newest page first; opened at a message, pages lead on in both directions. */
export const threadQuery = (api: Api, conversationId: ConversationId, at: string | undefined) =>
  api.conversations.listMessages.infiniteQueryOptions(
    // The server refuses what is no message of the thread.
    { conversationId, limit: PAGE, ...(at === undefined ? {} : { around: at as MessageId }) },
    {
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      getPreviousPageParam: (page) => page.newerCursor ?? undefined,
    },
  );
