// No schemas here: tables and screens carry this file.

/** Whose interface a number is reached through: Meta's own, or Whapi over a linked phone. */
export const WHATSAPP_PROVIDERS = ["cloud_api", "whapi"] as const;
export type WhatsAppProvider = (typeof WHATSAPP_PROVIDERS)[number];

/** `failing`: the vendor refuses us or the session is down; what came in stays readable and what was to be sent waits. */
export const CHANNEL_STATES = ["connected", "failing", "disconnected"] as const;
export type ChannelState = (typeof CHANNEL_STATES)[number];

/** Meta's word for how people take a number's messages. */
export const CHANNEL_QUALITIES = ["GREEN", "YELLOW", "RED", "UNKNOWN"] as const;
export type ChannelQuality = (typeof CHANNEL_QUALITIES)[number];

/** What a merchant lives from: decides examples, words of commands and what an assistant may speak of. */
export const BUSINESS_TYPES = ["retail", "services", "beauty", "health", "food", "other"] as const;
export type BusinessType = (typeof BUSINESS_TYPES)[number];

/** Languages that defaults exist in. */
export const CHAT_LANGUAGES = ["en", "fr", "es", "pt", "ar"] as const;
export type ChatLanguage = (typeof CHAT_LANGUAGES)[number];

/** What a customer says with one word, or one tap, and is obeyed by itself. */
export const CHAT_WISHES = ["stop", "stop_all", "resume", "erase"] as const;
export type ChatWish = (typeof CHAT_WISHES)[number];

/** Monday is 1, Sunday 7; minutes since midnight in the merchant's zone. */
export type OpeningHours = readonly { readonly day: number; readonly from: number; readonly to: number }[];
