/** What stands in the tabs. Each is a question to the server of its own. */
export const INBOX_TABS = ["open", "waiting", "snoozed", "closed"] as const;
export type InboxTab = (typeof INBOX_TABS)[number];
export const FIRST_TAB: InboxTab = "open";
export const INBOX_WHO = ["mine", "unassigned"] as const;
export const INBOX_ONLY = ["unread", "alerts"] as const;

export type InboxSearch = {
  readonly tab?: InboxTab;
  /** Within the tab. */
  readonly who?: (typeof INBOX_WHO)[number];
  /** Those with something unread, or that called for a person, under whatever tab. */
  readonly only?: (typeof INBOX_ONLY)[number];
  /** Words of messages: shows hits instead of conversations. */
  readonly q?: string;
  /** The message that the thread opens at. */
  readonly at?: string;
};

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function parseInboxSearch(raw: Record<string, unknown>): InboxSearch {
  const tab = INBOX_TABS.find((one) => one === raw["tab"]);
  const who = INBOX_WHO.find((one) => one === raw["who"]);
  const only = INBOX_ONLY.find((one) => one === raw["only"]);
  const q = typeof raw["q"] === "string" ? raw["q"].trim().slice(0, 200) : "";
  const at = typeof raw["at"] === "string" && ID.test(raw["at"]) ? raw["at"] : undefined;
  return {
    ...(tab && tab !== FIRST_TAB ? { tab } : {}),
    ...(who ? { who } : {}),
    ...(only ? { only } : {}),
    ...(q === "" ? {} : { q }),
    ...(at === undefined ? {} : { at }),
  };
}
