// No schemas here: the tables carry this file.

/** Where messages of vendors come from. */
export const INBOX_CHANNELS = ["cj", "whatsapp", "whapi"] as const;
export type InboxChannel = (typeof INBOX_CHANNELS)[number];

/** A body as it was received: `split` has become messages of a merchant, `refused` nobody acted on, `failed` we could not read. */
export const BODY_STATES = ["waiting", "split", "refused", "failed"] as const;
export type BodyState = (typeof BODY_STATES)[number];

/**
 * One message: `ignored` is well understood and about nothing that is followed here; `refused` names what its sender does not
 * vouch for.
 */
export const MESSAGE_STATES = ["waiting", "done", "ignored", "failed", "refused"] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/** How long bodies and messages stay. */
export const INBOX_KEPT_DAYS = 30;

/** `unreachable`: the vendor could not call us where we are. `registering`: the call is under way. */
export const ADDRESS_STATES = ["unreachable", "wanted", "registering", "registered"] as const;
export type AddressState = (typeof ADDRESS_STATES)[number];
