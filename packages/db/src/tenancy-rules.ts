/**
 * Tables the app role may only read and add to: history that an undo or a correction extends, never rewrites.
 * (Deleting a merchant still takes them along: a cascade runs as the owner.)
 */
export const APPEND_ONLY: readonly string[] = [
  "commission_lines",
  "contact_consents",
  "credit_entries",
  "events",
  "payments",
  "supplier_snapshots",
  "template_versions",
];

/** Tables the app role may only read: written by triggers of the owner's making. */
export const READ_ONLY: readonly string[] = ["account_logs", "audit_logs"];

/** Indexes of merchants' tables that are not led by `merchant_id`, each for a lookup that does not know the merchant yet. */
export const CROSS_MERCHANT_INDEXES: Readonly<Record<string, string>> = {
  api_keys_hash_key: "a key is all that its program has",
  channel_events_age: "the nightly sweep forgets old messages of all merchants",
  chat_baskets_age: "the nightly sweep forgets old carts of all merchants",
  chat_turns_age: "the nightly sweep forgets what was answered, of all merchants",
  cj_connections_account_key: "a vendor's account belongs to one merchant only",
  cj_webhooks_address: "the address is all that a body of CJ's has",
  cj_webhooks_due: "the sweep finds for whom CJ is to be asked",
  conversation_presence_age: "the sweep forgets who was where, of all merchants",
  conversations_snoozed: "the sweep finds whose conversations come back",
  delivery_tasks_token_key: "a driver's link is all that the driver has",
  events_by_seq: "the live hub reads the numbered events of all merchants",
  events_undispatched: "the dispatcher numbers the events of all merchants",
  extension_pairings_code_hash_key: "a pairing code is all the extension has",
  extension_refresh_tokens_hash_key: "a refresh token is all the extension has",
  held_news_age: "the nightly sweep forgets old news of all merchants",
  integration_analytics_hour: "the nightly sweep forgets old figures of all merchants",
  inventory_hints_due: "the sweep finds whose suppliers said something",
  invitations_token_hash_key: "an invitation link is all the invited person has",
  notification_deliveries_due: "the sweep finds whose notices are due",
  order_links_code_key: "an address of ours is all that the customer has",
  whatsapp_campaigns_due: "the sweep finds whose campaigns have something to do",
  template_accounts_due: "the sweep finds whose templates are to be read at Meta",
  tracking_links_token_key: "a tracking link is all that the customer has",
  webhook_deliveries_due: "the sweep finds whose deliveries are due",
  webhook_logs_at: "the nightly sweep forgets old attempts of all merchants",
  whatsapp_apps_address: "the address is all that a body of WhatsApp's has",
  whatsapp_channels_account: "a body of WhatsApp's names its account",
  whatsapp_channels_address: "the address is all that a body of Whapi's has",
  whatsapp_channels_check: "the sweep finds whose numbers are to be looked at",
  whatsapp_channels_number: "a number belongs to one merchant only, and a body names it",
  memberships_user_id: "a person's own merchants, for the switch between them",
};

/** Policies that admit more than the rows of the current merchant or user, each with the reason it is harmless. */
export const WIDER_POLICIES: Readonly<Record<string, string>> = {};
