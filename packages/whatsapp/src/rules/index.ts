export { CONSENT_WORDS } from "./consent-data.ts";
export type { ConsentLanguage, ConsentWish } from "./consent-data.ts";
export { languageOfConsentWord, normaliseWords, readConsentWord } from "./consent-words.ts";
export type { ConsentWord } from "./consent-words.ts";
export { ERROR_RULES, explainError, findErrorRule, pairRetryAfterMs } from "./error-codes.ts";
export type { ErrorRule, FailureKind, FailureScope } from "./error-codes.ts";
export { canonicalNumber, isSameNumber, numberVariants, readIdentifier } from "./identifiers.ts";
export type { Identifier } from "./identifiers.ts";
export {
  bareMimeType,
  cutText,
  lengthOf,
  LIMITS,
  MEDIA_LIMITS,
  mediaKindOf,
  mediaProblem,
  PAIR_PACE,
  problemsOf,
  STILL_STICKER_MAX_BYTES,
  VOICE_INLINE_MAX_BYTES,
} from "./limits.ts";
export type { LimitProblem } from "./limits.ts";
export type * from "./outgoing.ts";
export { accepted, applyStatus, isDeliveryWord, mergeDeliveries } from "./status.ts";
export type { Delivery, DeliveryWord, Pricing, StatusNews } from "./status.ts";
export {
  FREE_ENTRY_MS,
  freeEntryUntil,
  laterInbound,
  opensWindow,
  SERVICE_WINDOW_MS,
  serviceWindow,
  WINDOW_MARGIN_MS,
} from "./window.ts";
export type { ServiceWindow } from "./window.ts";
