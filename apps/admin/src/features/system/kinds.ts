import type { Key, Translate } from "../../i18n/translate.ts";

const KINDS: Readonly<Record<string, Key>> = {
  "product-import": "system.kind.import",
  "preview-reading": "system.kind.preview",
  "inventory-sync": "system.kind.sync",
  "follow-messages": "system.kind.messages",
  "cj-webhook": "system.kind.cjWebhook",
  "order-batch": "system.kind.orderBatch",
  "complete-draft": "system.kind.draft",
  webhook_delivery: "system.kind.webhooks",
  notification_sending: "system.kind.notifications",
  event_catch_up: "system.kind.events",
  maintenance: "system.kind.maintenance",
  nightly: "system.kind.nightly",
};

/** What a kind of work or its queue is called. One that this page does not know keeps its own name. */
export const kindName = (t: Translate, kind: string): string => {
  const key = KINDS[kind];
  return key ? t(key) : kind.replaceAll(/[-_]/g, " ");
};
