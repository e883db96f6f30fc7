// No schemas here: tables and screens carry this file.

/** What may leave for a person now: everything, approved templates alone, or nothing at all. */
export const SEND_ALLOWANCES = ["anything", "template", "nothing"] as const;
export type SendAllowance = (typeof SEND_ALLOWANCES)[number];

/** Of the 24 hours after the customer's last word. `ending`: too close to the end to send into it; `none`: this number has no windows. */
export const WINDOW_STATES = ["open", "ending", "closed", "never", "none"] as const;
export type WindowState = (typeof WINDOW_STATES)[number];

/** `unmetered`: the provider asks nothing for a single message. */
export const PRICE_CLASSES = ["free", "charged", "unmetered"] as const;
export type PriceClass = (typeof PRICE_CLASSES)[number];

/** The kinds of files that go out as what they are. */
export const MEDIA_KINDS = ["image", "video", "audio", "document", "sticker"] as const;
