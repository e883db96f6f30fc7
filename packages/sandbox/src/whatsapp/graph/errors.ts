import type { Json } from "../model.ts";

/** HTTP status and title of each code (facts section 11, Meta's error page of 12 Dec 2025). */
const CODES: Record<number, readonly [status: number, title: string]> = {
  0: [401, "AuthException"],
  3: [500, "API Method"],
  4: [400, "API Too Many Calls"],
  10: [403, "Permission Denied"],
  100: [400, "Invalid parameter"],
  190: [401, "Access token has expired"],
  200: [403, "API Permission"],
  368: [403, "Temporarily blocked for policies violations"],
  80007: [400, "Rate limit issues"],
  130429: [400, "Rate limit hit"],
  130472: [400, "User's number is part of an experiment"],
  130497: [403, "Business account is restricted from messaging users in this country"],
  131000: [500, "Something went wrong"],
  131005: [403, "Access denied"],
  131008: [400, "Required parameter is missing"],
  131009: [400, "Parameter value is not valid"],
  131016: [500, "Service unavailable"],
  131021: [400, "Recipient cannot be sender"],
  131026: [400, "Message undeliverable"],
  131031: [403, "Account has been locked"],
  131037: [400, "Display name approval is needed"],
  131042: [400, "Business eligibility payment issue"],
  131045: [500, "Incorrect certificate"],
  131047: [400, "Re-engagement message"],
  131048: [400, "Spam rate limit hit"],
  131049: [400, "This message was not delivered to maintain healthy ecosystem engagement"],
  131050: [400, "User has stopped marketing messages"],
  131051: [400, "Unsupported message type"],
  131052: [400, "Media download error"],
  131053: [400, "Media upload error"],
  131056: [400, "(Business Account, Consumer Account) pair rate limit hit"],
  131057: [500, "Account in maintenance mode"],
  131059: [400, "Invalid cursor"],
  131062: [400, "Business-scoped user id cannot be used for this message"],
  132000: [400, "Template parameter count mismatch"],
  132001: [404, "Template does not exist"],
  132005: [400, "Template hydrated text too long"],
  132007: [400, "Template format character policy violated"],
  132012: [400, "Template parameter format mismatch"],
  132015: [400, "Template is paused"],
  132016: [400, "Template is disabled"],
  133010: [400, "Phone number not registered"],
};
const HREF = "/documentation/business-messaging/whatsapp/support/error-codes";

/** A refusal in Meta's form. `subcode` only where templates are created. */
export class GraphRefusal extends Error {
  readonly code: number;
  readonly details: string;
  readonly subcode: number | undefined;

  constructor(code: number, details: string, subcode?: number) {
    super(`(#${code}) ${titleOf(code)}`);
    this.code = code;
    this.details = details;
    this.subcode = subcode;
  }

  get status(): number {
    return CODES[this.code]?.[0] ?? 400;
  }

  body(trace: string): Json {
    return {
      error: {
        message: this.message,
        type: "OAuthException",
        code: this.code,
        ...(this.subcode !== undefined && { error_subcode: this.subcode, error_user_msg: this.details }),
        error_data: { messaging_product: "whatsapp", details: this.details },
        fbtrace_id: trace,
      },
    };
  }
}

export const titleOf = (code: number): string => CODES[code]?.[1] ?? "Unknown error";

/** The same error as webhooks carry it. */
export const webhookError = (code: number, details: string): Json => ({
  code,
  title: titleOf(code),
  message: titleOf(code),
  error_data: { details },
  href: HREF,
});

export const missing = (what: string): GraphRefusal => new GraphRefusal(131008, `The parameter ${what} is required.`);
export const invalid = (what: string): GraphRefusal => new GraphRefusal(131009, what);
export const noObject = (id: string): GraphRefusal =>
  new GraphRefusal(
    100,
    `Unsupported request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.`,
    33,
  );

/** What is not modelled answers 501, so that nothing passes by accident. */
export class NotModelled extends Error {}
