// No schemas here: tables and screens carry this file.

/** What a template is made of. `media`: a picture, film or document on top; `other` has parts that we cannot write ourselves. */
export const TEMPLATE_TYPES = ["text", "media", "buttons", "other"] as const;
export type TemplateType = (typeof TEMPLATE_TYPES)[number];

/** Decides what Meta lets pass and what a message costs. */
export const TEMPLATE_CATEGORIES = ["MARKETING", "UTILITY", "AUTHENTICATION"] as const;
export type TemplateCategoryName = (typeof TEMPLATE_CATEGORIES)[number];

/** Whether the merchant uses it; what Meta thinks of it is its status. Archived ones are for who manages templates. */
export const TEMPLATE_STATES = ["active", "archived"] as const;
export type TemplateState = (typeof TEMPLATE_STATES)[number];

/** Meta's words. It may say others: they are kept and treated as not sendable. */
export const TEMPLATE_STATUSES = [
  "APPROVED",
  "PENDING",
  "REJECTED",
  "PAUSED",
  "DISABLED",
  "IN_APPEAL",
  "PENDING_DELETION",
  "ARCHIVED",
  "LIMIT_EXCEEDED",
] as const;
/** What is not at Meta (yet, or no longer). */
export const DRAFT = "DRAFT";

/** The one status that can be sent. */
export const isSendable = (status: string | null): boolean => status === "APPROVED";
/** Those that Meta lets one edit (facts section 9). */
export const isEditableAtMeta = (status: string | null): boolean =>
  status === "APPROVED" || status === "REJECTED" || status === "PAUSED";

/** Who wrote a version: a person here, the defaults, or somebody in WhatsApp's own manager. */
export const TEMPLATE_SOURCES = ["person", "default", "meta"] as const;
export type TemplateSource = (typeof TEMPLATE_SOURCES)[number];

/** `unknown`: no answer came; the next sync finds out. */
export const SUBMISSION_STATES = ["sending", "accepted", "refused", "unknown"] as const;
export type SubmissionState = (typeof SUBMISSION_STATES)[number];
export const SUBMISSION_KINDS = ["create", "edit"] as const;
export type SubmissionKind = (typeof SUBMISSION_KINDS)[number];

/** Of an approved template (facts section 9). */
export const APPROVED_EDITS_A_DAY = 1;
export const APPROVED_EDITS_A_MONTH = 10;
/** Of one account. */
export const CREATIONS_AN_HOUR = 100;
/** Of one account, unless the business is verified. */
export const TEMPLATES_AN_ACCOUNT = 250;

export const DEFAULT_TEMPLATES = ["order_confirmation", "payment_request", "order_status"] as const;
export type DefaultTemplateName = (typeof DEFAULT_TEMPLATES)[number];

/** Read from right to left. */
export const isRightToLeft = (language: string): boolean => /^(?:ar|fa|he|ur)\b/i.test(language.replaceAll("_", "-"));
