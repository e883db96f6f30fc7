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

/** By what two people were named together: a message, a number that changed or was shared in one, an order, a colleague or program. */
export const CONFLICT_SOURCES = ["message", "change", "shared", "order", "staff"] as const;
export type ConflictSource = (typeof CONFLICT_SOURCES)[number];

/** What a merge moves row by row; orders and campaigns stay where they were, their person leads to the other. */
export const MOVED_KINDS = ["identifier", "address", "message", "note", "alert", "basket", "contact"] as const;
export type MovedKind = (typeof MOVED_KINDS)[number];
