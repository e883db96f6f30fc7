import type { AuditOperation, AuditTable } from "@nexusone/contracts/audit-words";
import type { Key, Translate } from "../../../i18n/translate.ts";
import type { Outputs } from "../../../lib/api.ts";

export type AuditEntry = Outputs["audit"]["list"]["items"][number];
type Sentences = Partial<Record<AuditOperation, Key>> & {
  /** A change of this column is an act of its own; the first that changed is told. */
  readonly of?: readonly (readonly [column: string, key: Key])[];
};
const always = (key: Key): Sentences => ({ insert: key, update: key, delete: key });

/** A table that is audited has its sentences here, or it does not compile. */
const SENTENCES: Record<Exclude<AuditTable, "events">, Sentences> = {
  api_keys: {
    insert: "audit.apiKey.created",
    update: "audit.apiKey.changed",
    delete: "audit.apiKey.deleted",
    of: [["revoked_at", "audit.apiKey.revoked"]],
  },
  chrome_extension_sessions: {
    insert: "audit.browser.paired",
    update: "audit.browser.changed",
    delete: "audit.browser.removed",
    of: [["revoked_at", "audit.browser.revoked"]],
  },
  cj_connections: {
    insert: "audit.cj.connected",
    update: "audit.cj.changed",
    delete: "audit.cj.disconnected",
    of: [["api_key_sealed", "audit.cj.key"]],
  },
  credit_entries: { insert: "audit.credits.given" },
  fulfilment_settings: always("audit.fulfilment.changed"),
  fx_rates: always("audit.fx.changed"),
  inventory_settings: always("audit.inventory.changed"),
  invitations: {
    insert: "audit.invitation.sent",
    update: "audit.invitation.changed",
    delete: "audit.invitation.deleted",
    of: [
      ["accepted_at", "audit.invitation.accepted"],
      ["withdrawn_at", "audit.invitation.withdrawn"],
    ],
  },
  memberships: {
    insert: "audit.member.joined",
    update: "audit.member.role",
    delete: "audit.member.removed",
  },
  merchant_plans: { ...always("audit.plan.changed"), insert: "audit.plan.started" },
  merchants: {
    insert: "audit.shop.created",
    update: "audit.shop.changed",
    of: [
      ["commission_bps", "audit.shop.commission"],
      ["default_price_rule", "audit.shop.rule"],
    ],
  },
  notification_settings: always("audit.notices.changed"),
  disputes: always("audit.dispute.noted"),
  order_link_settings: always("audit.orderLinks.changed"),
  payments: always("audit.payment.noted"),
  product_variants: always("audit.variant.price"),
  products: {
    update: "audit.product.changed",
    delete: "audit.product.deleted",
    of: [["price_rule", "audit.product.rule"]],
  },
  suppressions: {
    ...always("audit.suppression.changed"),
    insert: "audit.suppression.added",
    of: [["ended_at", "audit.suppression.lifted"]],
  },
  webhook_secrets: { ...always("audit.webhook.secretChanged"), insert: "audit.webhook.secret" },
  webhooks: {
    insert: "audit.webhook.created",
    update: "audit.webhook.changed",
    delete: "audit.webhook.deleted",
    of: [["state", "audit.webhook.state"]],
  },
  whatsapp_apps: {
    insert: "audit.whatsapp.appAdded",
    update: "audit.whatsapp.appChanged",
    delete: "audit.whatsapp.appRemoved",
  },
  whatsapp_business_config: always("audit.whatsapp.configured"),
  whatsapp_campaigns: {
    update: "audit.campaign.changed",
    delete: "audit.campaign.deleted",
    of: [["state", "audit.campaign.moved"]],
  },
  whatsapp_channels: {
    insert: "audit.whatsapp.connected",
    update: "audit.whatsapp.changed",
    delete: "audit.whatsapp.removed",
    of: [["token_sealed", "audit.whatsapp.key"]],
  },
};

/** Acts that change no row of their own. */
const ACTS: Record<string, Key> = {
  "cj.messages_replayed": "audit.act.messagesReplayed",
  "merchant.exported": "audit.act.exported",
  "operation.discarded": "audit.act.discarded",
  "operation.retried": "audit.act.retried",
  "product.import_undone": "audit.act.importUndone",
  "webhook.replayed": "audit.act.replayed",
};

function keyOf({ table, operation, after }: AuditEntry): Key {
  if (table === "events") return ACTS[String(after?.["type"])] ?? "audit.other";
  const sentences = (SENTENCES as Record<string, Sentences | undefined>)[table];
  const special = operation === "update" ? sentences?.of?.find(([column]) => (after?.[column] ?? null) !== null) : null;
  return special?.[1] ?? sentences?.[operation] ?? "audit.other";
}

/** What was done, in a sentence without its subject: "Changed the role of Ana". */
export function sentenceOf(entry: AuditEntry, t: Translate): string {
  const amount = entry.after?.["amount"];
  return t(keyOf(entry), {
    name: entry.subject.name ?? t("audit.gone"),
    amount: typeof amount === "number" ? amount : 0,
    table: entry.table,
  });
}

/** Parts of NexusOne whose acts say little without their name. */
const PARTS: Record<string, Key> = { archive: "audit.actor.archive", "rotate-secrets": "audit.actor.rotation" };

/** Who did it: a person, what acted in their name, or a part of NexusOne. */
export function actorOf({ actor: { kind, id, name } }: AuditEntry, t: Translate): string {
  if (kind === "unknown") return t("audit.actor.unknown");
  if (kind === "system")
    return id?.startsWith("platform:") ? t("audit.actor.platform") : t(PARTS[id ?? ""] ?? "history.system");
  if (kind === "job") return name === id ? t("history.system") : t("audit.actor.job", { name });
  if (kind === "api_key") return t("audit.actor.apiKey", { name: name || t("common.unknown") });
  if (kind === "extension_session") return t("audit.actor.browser", { name: name || t("common.unknown") });
  return name || t("common.unknown");
}
