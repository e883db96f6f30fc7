import type { ReasonCode } from "@nexusone/contracts/reasons";
import { explainError, type FailureKind } from "@nexusone/whatsapp/rules";

/** What the registry says of each way in which WhatsApp fails. */
const REASONS: Readonly<Record<FailureKind, ReasonCode>> = {
  unavailable: "messages.unavailable",
  rate_limited: "messages.rate_limited",
  quality_limited: "messages.quality_limited",
  marketing_capped: "messages.marketing_capped",
  window_closed: "messages.window_closed",
  opted_out: "messages.opted_out",
  unreachable: "messages.unreachable",
  needs_phone: "messages.needs_phone",
  template_unusable: "messages.template_unusable",
  media_failed: "messages.media_failed",
  token_dead: "messages.token_dead",
  not_permitted: "messages.not_permitted",
  account_blocked: "messages.account_blocked",
  setup_incomplete: "messages.setup_incomplete",
  rejected: "messages.rejected",
  unsupported: "messages.unsupported",
  unknown_outcome: "messages.unknown_outcome",
  unexpected_reply: "messages.unavailable",
};

export const failureReason = (kind: FailureKind): ReasonCode => REASONS[kind];

/** Of a vendor's error code, as statuses carry them; none at all is a refusal without a reason. */
export const errorReason = (code: number | null): ReasonCode => failureReason(explainError(code).kind);
