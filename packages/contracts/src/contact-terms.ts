// No schemas here: tables and screens carry this file.

/** How a person can be reached and recognised: a phone as +33612345678, an e-mail address in lower case. */
export const IDENTIFIER_TYPES = ["phone", "email", "whatsapp"] as const;
export type IdentifierType = (typeof IDENTIFIER_TYPES)[number];

/** What people are written to about. */
export const CONTACT_PURPOSES = ["marketing", "orders", "appointments"] as const;
export type ContactPurpose = (typeof CONTACT_PURPOSES)[number];

/** Where a consent was given or taken back. */
export const CONSENT_SOURCES = ["staff", "form", "chat", "import", "api"] as const;
export type ConsentSource = (typeof CONSENT_SOURCES)[number];

/** What a suppression is for: one purpose, or everything. */
export const SUPPRESSED_PURPOSES = ["all", ...CONTACT_PURPOSES] as const;
export type SuppressedPurpose = (typeof SUPPRESSED_PURPOSES)[number];

/** `bounced` is about one address, the others about the person behind it. */
export const SUPPRESSION_CAUSES = ["asked", "staff", "complained", "bounced"] as const;
export type SuppressionCause = (typeof SUPPRESSION_CAUSES)[number];

export const CONTACT_SORTS = ["newest", "name"] as const;
export type ContactSort = (typeof CONTACT_SORTS)[number];

/** Of one person. */
export const MAX_IDENTIFIERS = 20;
export const MAX_ADDRESSES = 20;
