import type {
  IdentityChange,
  MessageEdit,
  MessageItem,
  MessageRevoke,
  Reaction,
  StatusItem,
  Vote,
} from "./message-types.ts";

export type Provider = "cloud_api" | "whapi";

/** Whose event it is. The label is no key: it comes with and without + and spaces. */
export type ChannelRef = {
  provider: Provider;
  /** WhatsApp business account (`entry[].id`); null for Whapi. */
  accountId: string | null;
  /** `phone_number_id`, or Whapi's channel id; null for events of a whole account. */
  channelId: string | null;
  displayPhone: string | null;
};

/** One refusal or failure in the vendor's words. `explainError` of the rules tells what it means. */
export type VendorError = {
  code: number | null;
  title: string | null;
  message: string | null;
  details: string | null;
};

/** What every item has. */
export type ItemBase = {
  /**
   * The identity: the same event has the same key however often, in whatever order and company it is delivered, and different
   * events have different ones. Unique over all channels of both vendors.
   */
  key: string;
  channel: ChannelRef;
  /** The vendor's own time; null when it named none that can be read. */
  at: Date | null;
  /** Where in the body: "entry[0].changes[1].value.messages[2]". */
  path: string;
  /** The item as it came, every field kept; NUL and broken surrogates replaced, numbers beyond 2^53 as text. */
  raw: unknown;
};

export type TemplateRef = { templateId: string | null; name: string | null; language: string | null };

/** What concerns a template; matched by id, else by account, name and language (en-US is en_US). */
export type TemplateItem = { kind: "template"; template: TemplateRef } & (
  | {
      change: "status";
      /** APPROVED, REJECTED, PAUSED, DISABLED and others, upper case. */
      status: string;
      category: string | null;
      /** INVALID_FORMAT and others; null for none and for "NONE". */
      reason: string | null;
      advice: string | null;
      pause: { title: string | null; description: string | null } | null;
      disableAt: Date | null;
    }
  | { change: "quality"; previous: string | null; current: string }
  | {
      change: "category";
      /** Announced: `current` holds until `effectiveAt`, then `next`. Done: `previous` became `current`. */
      stage: "announced" | "done";
      previous: string | null;
      current: string;
      next: string | null;
      effectiveAt: Date | null;
    }
  | { change: "components"; body: string | null; header: string | null; footer: string | null; buttons: unknown[] }
);

/** What concerns an account or a number of it. `details` is the whole value: the interesting fields differ by event. */
export type AccountItem = {
  kind: "account";
  topic:
    | "phone_quality"
    | "phone_name"
    | "capability"
    | "account"
    | "review"
    | "alert"
    | "security"
    | "business_username";
  /** The vendor's word: ONBOARDING, FLAGGED, DISABLED_UPDATE, PIN_RESET_REQUEST, APPROVED and others. */
  event: string | null;
  /** How much a person should care: bans, violations, restrictions, flags and PIN resets are `alarm`. */
  severity: "info" | "warning" | "alarm";
  /** People a day the number may begin to write to; "unlimited" for -1. Null when it says nothing of it. */
  dailyLimit: number | "unlimited" | null;
  details: unknown;
};

/** The person's own switch for marketing in WhatsApp. `resume` lifts this stop and is no new consent. */
export type PreferenceItem = {
  kind: "preference";
  person: Person;
  category: string;
  wish: "stop" | "resume";
};

/** The phone's address book told us a name. */
export type ContactSyncItem = {
  kind: "contact_sync";
  action: "set" | "remove";
  person: Person;
  fullName: string | null;
  firstName: string | null;
};

/** Errors about a whole number rather than a message: throttling, history refused. */
export type ErrorItem = { kind: "error"; errors: VendorError[] };

/** A Whapi session came up or went down. Decided by the word; codes are not documented. */
export type ChannelStateItem = {
  kind: "channel_state";
  state: "connected" | "disconnected" | "starting" | "error";
  word: string;
};

/** Something well formed that this package does not read: keep it, count it, go on. */
export type UnknownItem = { kind: "unknown"; topic: string; why: string };
/** Something that breaks the vendor's own shape: keep it, count it, go on. */
export type MalformedItem = { kind: "malformed"; topic: string; why: string };

/** The names of one person. Any of them may be missing, never all; `displayName` and `username` change hands, so are no keys. */
export type Person = {
  /** Digits with country code, as WhatsApp wrote them (`wa_id`); null for who hides the number. */
  phone: string | null;
  /** Business-scoped id ("FR.…"), valid in one business portfolio only. */
  userId: string | null;
  parentUserId: string | null;
  /** Whapi's stand-in for a number it does not know. */
  lid: string | null;
  displayName: string | null;
  username: string | null;
};

export type WebhookItem = ItemBase &
  (
    | MessageItem
    | Reaction
    | MessageEdit
    | MessageRevoke
    | Vote
    | StatusItem
    | IdentityChange
    | PreferenceItem
    | TemplateItem
    | AccountItem
    | ContactSyncItem
    | ChannelStateItem
    | ErrorItem
    | UnknownItem
    | MalformedItem
  );

/** An item without its raw element, as it is worth keeping beside the body it came in. */
export type ReadItem = WebhookItem extends infer Item ? (Item extends unknown ? Omit<Item, "raw"> : never) : never;
