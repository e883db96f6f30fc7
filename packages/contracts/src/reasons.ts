import { fill, type Locale } from "./locale.ts";
import { apiKeyReasons } from "./reasons/api-keys.ts";
import { archiveReasons } from "./reasons/archive.ts";
import { campaignReasons } from "./reasons/campaigns.ts";
import { assistantReasons } from "./reasons/assistant.ts";
import { catalogReasons } from "./reasons/catalog.ts";
import { channelReasons } from "./reasons/channels.ts";
import { cjReasons } from "./reasons/cj.ts";
import { contactReasons } from "./reasons/contacts.ts";
import { conversationReasons } from "./reasons/conversations.ts";
import { customerNoticeReasons } from "./reasons/customer-notices.ts";
import type { Reason } from "./reasons/define.ts";
import { disputeReasons } from "./reasons/disputes.ts";
import { deliveryReasons } from "./reasons/deliveries.ts";
import { extensionReasons } from "./reasons/extension.ts";
import { fulfilmentReasons } from "./reasons/fulfilment.ts";
import { identityReasons } from "./reasons/identity.ts";
import { inboxReasons } from "./reasons/inbox.ts";
import { inventoryReasons } from "./reasons/inventory.ts";
import { jobReasons } from "./reasons/jobs.ts";
import { chatFileReasons } from "./reasons/chat-files.ts";
import { mediaReasons } from "./reasons/media.ts";
import { messageReasons } from "./reasons/messages.ts";
import { notificationReasons } from "./reasons/notifications.ts";
import { orderLinkReasons } from "./reasons/order-links.ts";
import { orderReasons } from "./reasons/orders.ts";
import { paymentReasons } from "./reasons/payments.ts";
import { reorderReasons } from "./reasons/reorder.ts";
import { requestReasons } from "./reasons/request.ts";
import { sendingReasons } from "./reasons/sending.ts";
import { supplierReasons } from "./reasons/suppliers.ts";
import { templateReasons } from "./reasons/templates.ts";
import { webhookReasons } from "./reasons/webhooks.ts";

/** The one registry behind every refusal and failure. Add a code in its feature's file under `reasons/`. */
export const REASONS = {
  ...requestReasons,
  ...identityReasons,
  ...extensionReasons,
  ...fulfilmentReasons,
  ...apiKeyReasons,
  ...campaignReasons,
  ...assistantReasons,
  ...catalogReasons,
  ...channelReasons,
  ...cjReasons,
  ...contactReasons,
  ...conversationReasons,
  ...customerNoticeReasons,
  ...deliveryReasons,
  ...supplierReasons,
  ...archiveReasons,
  ...inboxReasons,
  ...inventoryReasons,
  ...jobReasons,
  ...mediaReasons,
  ...chatFileReasons,
  ...messageReasons,
  ...notificationReasons,
  ...sendingReasons,
  ...disputeReasons,
  ...paymentReasons,
  ...orderReasons,
  ...orderLinkReasons,
  ...reorderReasons,
  ...templateReasons,
  ...webhookReasons,
} as const;

export type ReasonCode = keyof typeof REASONS;
export type ReasonDetails = Record<string, string | number>;

export const isReasonCode = (value: unknown): value is ReasonCode =>
  typeof value === "string" && Object.hasOwn(REASONS, value);

export const reasonOf = (code: ReasonCode): Reason => REASONS[code];

const OF_SUPPLIERS = new Set<string>([...Object.keys(cjReasons), ...Object.keys(supplierReasons)]);
/** Whether it is about the supplier or the merchant's account there rather than about what was asked for. */
export const isSupplierReason = (code: string): boolean => OF_SUPPLIERS.has(code);

/** What the reader sees: sentence, remedy label and link, in their language. */
export function explain(code: ReasonCode, locale: Locale, details: ReasonDetails = {}) {
  const { sentence, words, remedy, kind, who, retry } = reasonOf(code);
  const said = Object.entries(details).map(([name, value]) => [name, words[name]?.[value]?.[locale] ?? value] as const);
  return {
    code,
    kind,
    who,
    retry,
    sentence: fill(sentence[locale], Object.fromEntries(said)),
    remedy: {
      label: remedy.label[locale],
      action: remedy.action,
      href: remedy.href === undefined ? undefined : fill(remedy.href, details),
    },
  };
}
export type Explanation = ReturnType<typeof explain>;
