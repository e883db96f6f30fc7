/**
 * What became of a call or message, closed:
 * - `unavailable`: not done, may be repeated as it is
 * - `rate_limited`: not done, too fast; repeat after `retryAfterMs`
 * - `quality_limited`: the number sends what people do not want; stop campaigns
 * - `marketing_capped`: this person gets no marketing for a day or more
 * - `window_closed`: outside the 24 h window; templates only
 * - `opted_out`: the person stopped marketing in WhatsApp
 * - `unreachable`: this person cannot be reached; nobody says why
 * - `needs_phone`: this message goes to phone numbers only, not to user ids
 * - `template_unusable`: the template is missing, paused, disabled or its variables do not fit
 * - `media_failed`: the file was not taken, fetched or found
 * - `token_dead`: the token is over; reconnect
 * - `not_permitted`: a right or an asset is missing
 * - `account_blocked`: locked or restricted by Meta; stop everything
 * - `setup_incomplete`: number, name, PIN or payment are not in order
 * - `rejected`: the request is wrong as it is; never repeat it
 * - `unsupported`: the vendor has no such thing
 * - `unknown_outcome`: sent, no answer; it may have happened. Never repeat it blindly
 * - `unexpected_reply`: an answer that cannot be read, of a call that changes nothing
 */
export type FailureKind =
  | "unavailable"
  | "rate_limited"
  | "quality_limited"
  | "marketing_capped"
  | "window_closed"
  | "opted_out"
  | "unreachable"
  | "needs_phone"
  | "template_unusable"
  | "media_failed"
  | "token_dead"
  | "not_permitted"
  | "account_blocked"
  | "setup_incomplete"
  | "rejected"
  | "unsupported"
  | "unknown_outcome"
  | "unexpected_reply";

/** Who has to stop because of it: one message, one person, one template, one number, or the whole account. */
export type FailureScope = "message" | "recipient" | "template" | "channel" | "account";

export type ErrorRule = {
  /** One code, or several that mean the same. */
  codes: readonly (number | readonly [from: number, to: number])[];
  kind: FailureKind;
  scope: FailureScope;
  /** When a repeat of the same message makes sense; null: never. */
  retryAfterMs: number | null;
  /** How often at most. */
  retries: number;
  reason: string;
  remedy: string;
};

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Cloud API codes (facts section 11, developers.facebook.com error codes of 12 Dec 2025). Decided by code; titles change. */
export const ERROR_RULES: readonly ErrorRule[] = [
  rule(
    [0, 190],
    "token_dead",
    "channel",
    "The access token is no longer valid.",
    "Reconnect the number with a system-user token.",
  ),
  rule(
    [3, 10, [200, 299], 131005],
    "not_permitted",
    "channel",
    "The token lacks a permission or the asset.",
    "Give the app access to this WhatsApp account.",
  ),
  rule(
    [368, 131031],
    "account_blocked",
    "account",
    "Meta has restricted or locked the account.",
    "Look at the account's quality page and appeal there.",
  ),
  rule(
    [130497],
    "unreachable",
    "recipient",
    "This account may not write to people in that country.",
    "Use another channel for this person.",
  ),
  rule(
    [4, 80007],
    "rate_limited",
    "account",
    "Too many calls of this app in an hour.",
    "It is tried again by itself, slower.",
    HOUR,
    3,
  ),
  rule(
    [130429, 131064],
    "rate_limited",
    "channel",
    "The number sends faster than it may.",
    "It is tried again by itself.",
    2 * SECOND,
    8,
  ),
  rule(
    [131048],
    "quality_limited",
    "channel",
    "Too many people blocked or reported this number.",
    "Stop campaigns and write to people who expect it.",
  ),
  rule(
    [131056],
    "rate_limited",
    "recipient",
    "Too many messages to this person in a short time.",
    "It is tried again by itself.",
    6 * SECOND,
    6,
  ),
  rule(
    [133016],
    "rate_limited",
    "channel",
    "The number was registered too often.",
    "Wait three days before registering it again.",
    72 * HOUR,
    1,
  ),
  rule(
    [1, 33, 100, 131008, 131009, 135000],
    "rejected",
    "message",
    "The request was not right.",
    "Correct what the details name; the same request fails again.",
  ),
  rule(
    [2, 131000, 131016, 133004],
    "unavailable",
    "message",
    "WhatsApp had a fault.",
    "It is tried again by itself.",
    30 * SECOND,
    3,
  ),
  rule([131021], "rejected", "recipient", "Sender and recipient are the same number.", "Choose another recipient."),
  rule(
    [131026],
    "unreachable",
    "recipient",
    "WhatsApp could not deliver to this number.",
    "Check the number or use another channel.",
  ),
  rule(
    [130472],
    "unreachable",
    "recipient",
    "Meta holds this person out of marketing for an experiment.",
    "Use another channel for this person.",
  ),
  rule(
    [131037],
    "setup_incomplete",
    "channel",
    "The display name is not approved yet.",
    "Have the display name approved in WhatsApp Manager.",
  ),
  rule(
    [131042],
    "setup_incomplete",
    "account",
    "There is a problem with the payment method.",
    "Set the payment method right in Meta's billing hub.",
  ),
  rule(
    [131045],
    "setup_incomplete",
    "channel",
    "The number is not registered for the Cloud API.",
    "Register the number again.",
  ),
  rule(
    [131047, 470],
    "window_closed",
    "message",
    "The customer wrote more than 24 hours ago.",
    "Send an approved template instead.",
  ),
  rule(
    [131049],
    "marketing_capped",
    "recipient",
    "Meta limits how much marketing this person gets.",
    "Wait a day or more; it is not a fault of the message.",
    24 * HOUR,
    3,
  ),
  rule(
    [131050],
    "opted_out",
    "recipient",
    "The person stopped marketing messages in WhatsApp.",
    "Send no more marketing to this person.",
  ),
  rule(
    [131051],
    "rejected",
    "message",
    "WhatsApp does not know this type of message.",
    "Send it as text or as a file.",
  ),
  rule(
    [131052],
    "media_failed",
    "message",
    "The file could not be downloaded.",
    "Ask the sender to send it again, smaller than 100 MB.",
  ),
  rule(
    [131053],
    "media_failed",
    "message",
    "WhatsApp did not take the file.",
    "Convert it to a type that WhatsApp shows and send it again.",
  ),
  rule(
    [131014],
    "media_failed",
    "message",
    "WhatsApp could not fetch the file from its address.",
    "Upload the file instead of linking it.",
  ),
  rule(
    [131055, [134100, 134102]],
    "rejected",
    "message",
    "This belongs to the marketing API.",
    "Send it over the ordinary endpoint.",
  ),
  rule(
    [131057],
    "unavailable",
    "channel",
    "The number is being maintained or upgraded.",
    "It is tried again in a minute.",
    MINUTE,
    5,
  ),
  rule(
    [131059],
    "rejected",
    "message",
    "The cursor of the list is no longer valid.",
    "Read the list again from its beginning.",
  ),
  rule(
    [131060],
    "unsupported",
    "message",
    "The content of this message is not available here.",
    "Read it on the phone.",
  ),
  rule(
    [131062],
    "needs_phone",
    "recipient",
    "This message needs a phone number, not a user id.",
    "Ask the person for the number.",
  ),
  rule(
    [132000],
    "template_unusable",
    "template",
    "The number of variables does not fit the template.",
    "Synchronise the templates and fill in every variable.",
  ),
  rule(
    [132001],
    "template_unusable",
    "template",
    "The template is missing or not approved in this language.",
    "Synchronise the templates; pause what uses it.",
  ),
  rule(
    [132005, 132007, 132012],
    "template_unusable",
    "message",
    "A variable is too long, breaks a rule or has a wrong format.",
    "Correct the values of the variables.",
  ),
  rule(
    [132015, 132016],
    "template_unusable",
    "template",
    "The template is paused or disabled for its quality.",
    "Pause the campaign; improve or replace the template.",
  ),
  rule(
    [132068, 132069],
    "template_unusable",
    "template",
    "The form behind the template is blocked or throttled.",
    "Correct the form in WhatsApp Manager.",
  ),
  rule(
    [133000, [133005, 133010], 133015],
    "setup_incomplete",
    "channel",
    "Registration or PIN of the number is not in order.",
    "Register the number with its PIN.",
  ),
];

function rule(
  codes: ErrorRule["codes"],
  kind: FailureKind,
  scope: FailureScope,
  reason: string,
  remedy: string,
  retryAfterMs: number | null = null,
  retries = 0,
): ErrorRule {
  return { codes, kind, scope, retryAfterMs, retries, reason, remedy };
}

const UNNAMED: Omit<ErrorRule, "codes"> = {
  kind: "rejected",
  scope: "message",
  retryAfterMs: null,
  retries: 0,
  reason: "WhatsApp refused it without a reason that is known.",
  remedy: "Look at the details; the same request fails again.",
};

/** The rule of a documented code. */
export function findErrorRule(code: number | null): ErrorRule | undefined {
  return code === null ? undefined : ERROR_RULES.find(({ codes }) => codes.some((one) => covers(one, code)));
}

/** What a code means; a code nobody documented, and none at all, is `rejected`: what failed is not repeated without a reason. */
export function explainError(code: number | null): Omit<ErrorRule, "codes"> {
  return findErrorRule(code) ?? UNNAMED;
}

function covers(one: ErrorRule["codes"][number], code: number): boolean {
  return typeof one === "number" ? one === code : code >= one[0] && code <= one[1];
}

// 4^6 s is over an hour; loops without an end were a defect elsewhere (facts section 10).
const LONGEST_PAIR_EXPONENT = 6;

/** Wait before the n-th repeat (from 0) of a message refused with 131056: 4^n seconds, at most 4^6. */
export function pairRetryAfterMs(attempt: number): number {
  return 4 ** Math.min(Math.max(0, attempt), LONGEST_PAIR_EXPONENT) * SECOND;
}
