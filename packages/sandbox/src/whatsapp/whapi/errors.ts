import type { Json } from "../model.ts";

const MESSAGES: Record<number, string> = {
  400: "wrong request parameters",
  401: "channel not authorized",
  402: "trial version limit exceeded",
  403: "forbidden",
  404: "specified element not found",
  413: "file too large",
  415: "unsupported media type",
  429: "too many requests",
  500: "internal error",
};

/** A refusal in Whapi's form: its code is the HTTP status. */
export class WhapiRefusal extends Error {
  readonly status: number;
  readonly details: string;

  constructor(status: number, details: string) {
    super(MESSAGES[status] ?? "error");
    this.status = status;
    this.details = details;
  }

  body(): Json {
    const { status, message, details } = this;
    return {
      error: {
        code: status,
        message,
        details,
        href: "https://whapi.readme.io",
        support: "https://support.whapi.cloud",
      },
    };
  }
}

export function whapiFault(kind: string): { status: number; code: number; body: Json } | undefined {
  const status = { throttle_429: 429, throttle_200: 429, points_exhausted: 402, token_invalid: 401 }[kind];
  return status === undefined
    ? undefined
    : { status, code: status, body: new WhapiRefusal(status, "A fault of the sandbox.").body() };
}
