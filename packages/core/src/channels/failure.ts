import type { ReasonCode, ReasonDetails } from "@nexusone/contracts/reasons";
import { WhatsAppFailure, type FailureKind } from "@nexusone/whatsapp/client";
import { DomainError } from "../errors.ts";

/** Our word for each way a call about a number can fail. A kind added to the client does not compile until it stands here. */
const REASON_OF = {
  unavailable: "channels.unavailable",
  rate_limited: "channels.rate_limited",
  quality_limited: "channels.quality_low",
  token_dead: "channels.token_dead",
  not_permitted: "channels.not_permitted",
  account_blocked: "channels.account_blocked",
  setup_incomplete: "channels.setup_incomplete",
  unexpected_reply: "channels.unexpected_reply",
  unknown_outcome: "channels.unavailable",
  // About single messages: nothing that a call about a number is answered with.
  marketing_capped: "channels.unexpected_reply",
  window_closed: "channels.unexpected_reply",
  opted_out: "channels.unexpected_reply",
  unreachable: "channels.unexpected_reply",
  needs_phone: "channels.unexpected_reply",
  template_unusable: "channels.unexpected_reply",
  media_failed: "channels.unexpected_reply",
  rejected: "channels.unexpected_reply",
  unsupported: "channels.unexpected_reply",
} as const satisfies Record<FailureKind, ReasonCode>;

export const reasonOfFailure = ({ kind }: Pick<WhatsAppFailure, "kind">): ReasonCode => REASON_OF[kind];

/** Failures that only a person can put right: the number does not work until then. */
const LASTING: ReadonlySet<FailureKind> = new Set<FailureKind>([
  "token_dead",
  "not_permitted",
  "account_blocked",
  "setup_incomplete",
]);
export const isLasting = ({ kind }: Pick<WhatsAppFailure, "kind">): boolean => LASTING.has(kind);

/** Runs a call to WhatsApp; its failure leaves as a reason of the registry. `instead` names what a kind means just here. */
export async function askWhatsApp<T>(
  call: () => Promise<T>,
  instead: Partial<Record<FailureKind, ReasonCode>> = {},
  details: ReasonDetails = {},
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof WhatsAppFailure)) throw error;
    const { kind, vendorCode, httpStatus, retryAfterMs } = error;
    const code = vendorCode ?? httpStatus ?? "-";
    throw new DomainError(
      instead[kind] ?? reasonOfFailure(error),
      { ...details, code, ...(retryAfterMs !== null && { retryAfterMs }) },
      error,
    );
  }
}
