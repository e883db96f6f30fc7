/**
 * What happens to a merchant's table in an archive. A table that is not named here is carried: written out and read in again.
 * `export_only`: written out for people to read, never read in. `left_out`: neither. Each with its reason, which stands in the
 * manifest.
 */
export type Disposition = { readonly kind: "export_only" | "left_out"; readonly why: string };

export const DISPOSITIONS: Readonly<Record<string, Disposition>> = {
  advisor_alerts: { kind: "export_only", why: "belong to conversations, which stay with their number" },
  api_keys: { kind: "left_out", why: "keys open this installation only: issue new ones" },
  audit_logs: { kind: "export_only", why: "the record of this installation: nobody can write another one's into it" },
  bulk_edit_rows: { kind: "left_out", why: "plans that this installation was about to carry out or undo" },
  bulk_edits: { kind: "left_out", why: "plans that this installation was about to carry out or undo" },
  channel_events: { kind: "left_out", why: "messages of vendors to this installation" },
  chat_baskets: { kind: "left_out", why: "what customers were about to order, for a day" },
  chat_turns: { kind: "left_out", why: "which messages this installation answered by itself" },
  chrome_extension_sessions: { kind: "left_out", why: "browsers are paired with this installation: pair again" },
  campaign_messages: {
    kind: "export_only",
    why: "what this installation told people: another one does not tell it again",
  },
  cj_answers: { kind: "left_out", why: "what CJ answered to this installation: read again when needed" },
  cj_connections: { kind: "export_only", why: "the connection lives by its keys, which stay here: connect CJ again" },
  cj_webhooks: { kind: "left_out", why: "the address at which CJ reaches this installation" },
  conversation_notes: { kind: "export_only", why: "belong to conversations, which stay with their number" },
  conversation_presence: { kind: "left_out", why: "who has a conversation open, for seconds" },
  conversations: { kind: "export_only", why: "go on through numbers that are connected to this installation" },
  disputes: { kind: "export_only", why: "about orders at suppliers, which go on from this installation alone" },
  customer_notices: {
    kind: "export_only",
    why: "what this installation told customers: another one does not tell it again",
  },
  chat_files: { kind: "export_only", why: "the files themselves stay here, and belong to conversations" },
  delivery_tasks: { kind: "export_only", why: "drivers have links to this installation" },
  event_cursors: { kind: "left_out", why: "how far this installation has read its own numbering" },
  extension_pairings: { kind: "left_out", why: "one-time codes of this installation" },
  extension_refresh_tokens: { kind: "left_out", why: "sign-ins of browsers of this installation" },
  held_news: { kind: "left_out", why: "news of messages on their way to this installation" },
  integration_analytics: { kind: "left_out", why: "figures of how this installation was used" },
  inventory_alerts: { kind: "left_out", why: "follow from stock and thresholds: raised again" },
  inventory_hints: { kind: "left_out", why: "what this installation was about to read" },
  inventory_proposals: { kind: "left_out", why: "questions of this installation: the next sync asks again" },
  inventory_sync_logs: { kind: "export_only", why: "the syncs of this installation" },
  inventory_tracking: { kind: "left_out", why: "how far syncs of this installation have come" },
  invitations: { kind: "left_out", why: "one-time links of this installation: invite again" },
  media_files: {
    kind: "export_only",
    why: "the files themselves stay here: pictures are copied again from their addresses",
  },
  memberships: { kind: "left_out", why: "people belong to their installation: invite them again" },
  message_templates: {
    kind: "export_only",
    why: "live at Meta with their account: connect its number here and they are read again",
  },
  message_files: { kind: "export_only", why: "belong to conversations, which stay with their number" },
  message_reactions: { kind: "export_only", why: "belong to conversations, which stay with their number" },
  messages: { kind: "export_only", why: "belong to conversations, which stay with their number" },
  notification_deliveries: { kind: "left_out", why: "messages to people of this installation" },
  notification_preferences: { kind: "left_out", why: "choices of people of this installation" },
  notification_settings: { kind: "left_out", why: "addresses of people of this installation" },
  notifications: { kind: "left_out", why: "notices to people of this installation" },
  operations: { kind: "left_out", why: "work of this installation's queue" },
  fulfilment_times: { kind: "export_only", why: "counted by this installation from its events" },
  order_batch_rows: { kind: "left_out", why: "plans that this installation was about to carry out" },
  order_batches: { kind: "left_out", why: "plans that this installation was about to carry out" },
  order_links: { kind: "export_only", why: "customers have links to this installation" },
  product_analytics: { kind: "export_only", why: "counted by this installation from its events" },
  reorders: { kind: "export_only", why: "what this installation suggested to order: it looks again" },
  saved_filters: { kind: "left_out", why: "choices of people of this installation" },
  supplier_orders: { kind: "export_only", why: "orders at suppliers go on from this installation alone" },
  template_accounts: { kind: "left_out", why: "how far this installation has read the templates of an account" },
  template_submissions: { kind: "export_only", why: "what this installation put before Meta" },
  template_versions: { kind: "export_only", why: "belong to templates, which stay with their account" },
  tracking_links: { kind: "left_out", why: "addresses of this installation" },
  user_integration_settings: { kind: "left_out", why: "choices of people of this installation" },
  webhook_deliveries: { kind: "left_out", why: "deliveries by this installation" },
  webhook_logs: { kind: "left_out", why: "deliveries by this installation" },
  webhook_secrets: { kind: "left_out", why: "secrets stay here: register the endpoint again" },
  whatsapp_apps: { kind: "export_only", why: "an app lives by its secret, which stays here: register it again" },
  whatsapp_campaigns: { kind: "export_only", why: "go out through numbers that are connected to this installation" },
  whatsapp_channels: { kind: "export_only", why: "a number lives by its token, which stays here: connect it again" },
  webhooks: { kind: "export_only", why: "an endpoint lives by its secret, which stays here: register it again" },
};

/** Columns that are never written out, besides `merchant_id` and everything sealed. */
export const WITHHELD: Readonly<Record<string, string>> = {
  "events.seq": "the numbering of this installation",
  "product_media.media_id": "the file stays here",
  "products.sale_held_by": "its question stays here: the next sync asks again",
  "products.image_media_id": "the file stays here",
  "merchants.id": "the archive's own merchant is named in the manifest",
  "merchants.slug": "the address in this installation",
  "merchants.is_demo": "whether this installation lets it use simulated suppliers",
  "merchants.created_at": "when it came to this installation",
  "merchants.updated_at": "when its row was last written",
};

/** Tables in which a new merchant has rows of its own; an import replaces them, everything else must be empty. */
export const BORN_WITH: readonly string[] = [
  "credit_accounts",
  "credit_entries",
  "events",
  "fx_rates",
  "merchant_plans",
];
