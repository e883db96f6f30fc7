import type { AuditOperation, AuditTable } from "@nexusone/contracts/audit-words";

export type AuditRule = {
  /** Default: all three. */
  readonly operations?: readonly AuditOperation[];
  /** Only these columns are looked at and written down; default all but bookkeeping. */
  readonly only?: readonly string[];
  /** Bookkeeping of machines: a change of these alone is no act, and they are not written down. */
  readonly ignored?: readonly string[];
  /** What concerns a person or is free text: that it changed is written, never what it was. Sealed and hashed columns are so by themselves. */
  readonly hidden?: readonly string[];
  /** Addresses whose path may be a secret: written down as their origin. */
  readonly origins?: readonly string[];
  /** A further condition of the trigger, in SQL over `new` and `old`. */
  readonly when?: Partial<Record<AuditOperation, string>>;
};

/** Who reads an archive in. */
export const ARCHIVE_ACTOR = "system:archive";

/** Acts that change no row of their own, known by the event that their verb writes with them. */
const ACTS_BY_EVENT = [
  "cj.messages_replayed",
  "merchant.exported",
  "operation.discarded",
  "operation.retried",
  "product.import_undone",
  "webhook.replayed",
];

/** The merchant's tables whose writes are put on record, by triggers that the hardening step sets. */
export const AUDITED: Readonly<Record<AuditTable, AuditRule>> = {
  api_keys: { ignored: ["last_used_at"] },
  chrome_extension_sessions: {
    ignored: ["last_used_at", "last_import_at", "import_count", "expires_at"],
    hidden: ["name"],
  },
  // What a supplier gave back is money.
  disputes: { hidden: ["note", "by_name"] },
  cj_connections: {
    only: ["environment", "account_number", "account_label", "api_key_sealed"],
    hidden: ["account_label"],
  },
  // What imports spend is in the ledger itself; what a person gives or corrects is an act.
  credit_entries: {
    operations: ["insert"],
    ignored: ["reference_label"],
    when: { insert: "new.kind in ('grant', 'adjustment')" },
  },
  events: {
    operations: ["insert"],
    only: ["type", "payload"],
    // The history that an archive brings along happened elsewhere.
    when: {
      insert: `new.type in (${ACTS_BY_EVENT.map((type) => `'${type}'`).join(", ")}) and coalesce(current_setting('app.actor', true), '') <> '${ARCHIVE_ACTOR}'`,
    },
  },
  fx_rates: {},
  inventory_settings: { operations: ["update"], ignored: ["next_run_at"] },
  invitations: { hidden: ["email"] },
  memberships: {},
  merchant_plans: { ignored: ["product_count"] },
  // What may be spent without asking.
  fulfilment_settings: {},
  merchants: {},
  notification_settings: { hidden: ["phone"] },
  // Where customers are led to pay.
  order_link_settings: {},
  payments: { operations: ["insert"], hidden: ["note", "by_name"] },
  // Imports write thousands of rows, which the imports' own history tells; a person's hand on a price is an act.
  product_variants: {
    operations: ["update"],
    only: ["product_id", "price_minor", "price_from_rule", "cost_minor"],
    when: {
      update: "not (old.price_from_rule and new.price_from_rule) or old.cost_minor is distinct from new.cost_minor",
    },
  },
  products: {
    operations: ["update", "delete"],
    only: ["name", "status", "price_rule", "bound_min_minor", "bound_max_minor"],
  },
  // Machines suppress as people ask them to; that somebody is written to again is a decision.
  suppressions: { operations: ["insert", "update"], hidden: ["digest", "by_name"] },
  webhook_secrets: {},
  // Through which numbers and with whose keys the shop talks; how they fare is in the events.
  // Who had so many people written to, and who stopped it; how far it is, machines keep.
  whatsapp_campaigns: { operations: ["update", "delete"], only: ["name", "state", "reason"] },
  whatsapp_apps: { ignored: ["verified_at"] },
  whatsapp_business_config: {},
  whatsapp_channels: {
    only: [
      "environment",
      "provider",
      "external_id",
      "account_id",
      "app_id",
      "label",
      "token_sealed",
      "header_secret_sealed",
      "answers_orders",
      "sells_in_chat",
    ],
  },
  webhooks: {
    ignored: ["failing_since", "last_reason", "last_delivered_at", "retry_after", "rate_held_until"],
    hidden: ["description"],
    origins: ["url"],
  },
};

/** The merchant's tables that are not audited, each with the reason. A table in neither list fails the schema test. */
export const NOT_AUDITED: Readonly<Record<string, string>> = {
  advisor_alerts: "who called for a person and who came is in the row itself",
  audit_logs: "is the record itself; nobody but the triggers can write it",
  bulk_edit_rows: "a plan; what it changes is audited with the products",
  bulk_edits: "a plan; what it changes is audited with the products",
  channel_events: "messages of vendors; replaying them is audited by its event",
  cj_webhooks: "kept by machines: where CJ sends its messages, and whether it does",
  categories: "names of shelves: nothing sensitive, and products tell of them",
  category_mappings: "where a supplier's shelves go: nothing sensitive, and products tell of them",
  chat_baskets: "what customers put together in a chat; what they order is in the events of the order",
  chat_turns: "written by machines: which messages were answered by themselves",
  cj_answers: "a supplier's answers, kept for a while",
  cj_api_usage: "written by machines: every call to CJ",
  commission_lines: "follow from the payments, which are audited",
  campaign_messages: "written by machines: who got a campaign and who did not",
  contact_addresses: "where people have parcels sent: that it changed is in the events, what it was is theirs",
  contact_consents: "is itself the record, append-only, with source, time and who wrote it down",
  contact_identifiers: "how people are reached: that it changed is in the events, what it was is theirs",
  identity_conflicts: "written by machines; who decided that two are different stands in the row itself",
  contact_merges: "who was joined with whom, by whom and who took it apart stands in the row itself",
  contact_merge_rows: "follow from the merges",
  contacts: "people: that they changed is in the events, what they were is theirs",
  customer_notice_settings: "switches, a colour and an address for answers; what changed is in the events",
  customer_notices: "written by machines: what customers were told, which is in the events of their order",
  conversation_notes: "what colleagues tell each other: who wrote it is in the row itself",
  conversation_presence: "who has a conversation open, for seconds",
  conversations: "what people said to each other: who took, closed and assigned it is in the events",
  chat_files: "what people sent each other: who brought one of ours is in the row itself",
  credit_accounts: "follows from the ledger, whose grants and corrections are audited",
  credit_reservations: "held and settled by imports; the ledger keeps what came of it",
  delivery_settings: "a name; that it changed is in the events",
  delivery_tasks: "what a driver did is in the events of the order",
  erasures: "is itself the record of who asked and what was done",
  event_cursors: "bookkeeping of readers",
  extension_pairings: "a code of ten minutes; the browser paired with it is audited",
  extension_refresh_tokens: "exchanged by machines every quarter of an hour; the session is audited",
  freight_quotes: "a supplier's answers, kept for a while",
  held_news: "written by machines: what overtook its message, for days",
  import_drafts: "an import before it happens; its history is in the events",
  import_logs: "is the history of imports",
  import_preview_rows: "a plan nobody has carried out",
  import_previews: "a plan nobody has carried out",
  integration_analytics: "counted by machines",
  inventory_hints: "what a supplier said may have changed, for seconds",
  inventory_alerts: "follow from stock and thresholds",
  inventory_proposals: "questions that machines ask; what is decided is in the events, and prices are audited",
  inventory_sync_logs: "is the history of syncs",
  inventory_tracking: "bookkeeping of the sync",
  media_files: "pictures: who added or deleted one is in the events",
  message_files: "which message has which file",
  message_reactions: "what people said to each other",
  messages: "what people said to each other: who sent one is in the row itself",
  notification_deliveries: "written by machines: messages on their way",
  notification_preferences: "each person's own choice of what to be told",
  notifications: "written by machines: what people were told",
  operations: "background work; retrying and discarding it is audited by its events",
  order_batch_rows: "a plan; what it does is in the events of each order",
  order_batches: "a plan; what it does is in the events of each order",
  order_holds: "why orders wait: who placed and resolved one is in the events",
  order_lines: "what was bought, written once with its order: who replaced a variant is in the events",
  order_links: "who made, completed and cancelled one is in the events",
  order_settings: "a buffer and a counter; what changed is in the events",
  reorder_settings: "two stretches of days and a switch; what changed is in the events",
  reorders: "what to order for stock: who decided is in the events",
  orders: "every act on an order is in its events, which only grow",
  fulfilment_times: "counted by machines",
  product_analytics: "counted by machines",
  product_media: "the pictures of products: their history is in the events",
  product_tags: "words to find products by",
  product_words: "learned by machines: words that products contain",
  reservations: "follow from orders",
  saved_filters: "each person's own ways to look at the catalogue",
  saved_replies: "texts that anybody of the staff may change",
  shipment_lines: "what a parcel holds, written once with it",
  shipments: "parcels: their history is in the events of their order",
  supplier_links: "part of an import",
  supplier_orders: "every step of an order at a supplier, and whose word let money move, is in its events",
  supplier_snapshots: "what a supplier said, append-only",
  message_templates:
    "who wrote which version is in the versions, which only grow; what Meta made of them is in the events",
  template_accounts: "written by machines: when templates were last read at Meta",
  template_submissions: "what was put before Meta, by whom, and what it answered",
  template_versions: "is a record itself, append-only",
  tracking_events: "written by machines: where parcels are",
  tracking_links: "addresses of orders for their customers: who made and revoked one is in the events",
  usage_counters: "counted by machines",
  user_integration_settings: "each person's own choice of what to see and whether to be counted",
  variant_stock: "written by machines: what a supplier has",
  webhook_deliveries: "written by machines: deliveries and their state; replaying them is audited by its event",
  webhook_logs: "written by machines: every attempt",
};
