import { z } from "zod";
import type { Permission } from "./permissions.ts";
import { Instant } from "./paging.ts";

/**
 * Business history. A type names the permission that a reader needs, and its payload: ids and facts that concern no person.
 * A feature registers its types here; streams, the why timeline and later webhooks read by `seq`.
 */
const event = <P extends z.ZodType>(permission: Permission, payload: P) => ({ permission, payload });
const id = z.uuid();

/** What receivers learn of an order (WHK-03): amounts in the currency's own units, and in its smallest for who counts. */
const orderFacts = {
  orderId: id,
  number: z.string(),
  customerId: id,
  items: z.array(
    z.object({ productId: id, variantId: id, quantity: z.number(), price: z.number(), priceMinor: z.number() }),
  ),
  totalAmount: z.number(),
  totalMinor: z.number(),
  currency: z.string(),
  status: z.string(),
  createdAt: z.string(),
};

const paymentFacts = {
  orderId: id,
  paymentId: id,
  amountMinor: z.number(),
  currency: z.string(),
  method: z.string(),
};

const templateFacts = { templateId: id, name: z.string(), language: z.string() };

const deliveryFacts = { orderId: id, deliveryTaskId: id, shipmentId: id, number: z.string(), status: z.string() };

/** What receivers learn of a message (WHK-02): never its words. */
const messageFacts = { messageId: id, conversationId: id, contactId: id, channelId: id, kind: z.string() };

export const EVENTS = {
  "product.imported": event(
    "catalog:read",
    z.object({ productId: id, externalId: z.string(), source: z.string(), credits: z.number(), importLogId: id }),
  ),
  "product.created": event("catalog:read", z.object({ productId: id })),
  "product.removed": event("catalog:read", z.object({ productId: id, name: z.string() })),
  "product.import_undone": event(
    "catalog:read",
    z.object({ productId: id, externalId: z.string(), importLogId: id, credits: z.number() }),
  ),
  "product.updated": event(
    "catalog:read",
    z.object({
      productId: id,
      fields: z.array(z.string()),
      before: z.record(z.string(), z.unknown()),
      after: z.record(z.string(), z.unknown()),
      /** What a reading of the supplier brought: the first 100 changes. Missing when somebody edited. */
      refresh: z
        .object({
          readAt: z.string(),
          changes: z.array(
            z.object({
              field: z.string(),
              variantId: id.nullable(),
              label: z.string().nullable(),
              from: z.union([z.string(), z.number(), z.boolean()]).nullable(),
              to: z.union([z.string(), z.number(), z.boolean()]).nullable(),
            }),
          ),
          /** Prices that the guard rails kept back. */
          held: z.number().int(),
        })
        .optional(),
    }),
  ),
  "media.uploaded": event("catalog:read", z.object({ mediaId: id, bytes: z.number() })),
  "media.deleted": event("catalog:read", z.object({ mediaId: id, products: z.number() })),
  "import.failed": event("catalog:read", z.object({ externalId: z.string(), reason: z.string(), importLogId: id })),
  "import.preview_read": event(
    "catalog:read",
    z.object({ previewId: id, read: z.number(), total: z.number(), state: z.string() }),
  ),
  "import.paused": event("catalog:read", z.object({ previewId: id, queued: z.number() })),
  "import.resumed": event("catalog:read", z.object({ previewId: id, queued: z.number() })),
  "draft.created": event("catalog:read", z.object({ draftId: id, externalId: z.string() })),
  "draft.settled": event(
    "catalog:read",
    z.object({
      draftId: id,
      externalId: z.string(),
      state: z.string(),
      productId: id.nullable(),
      reason: z.string().nullable(),
    }),
  ),
  /** How a sync of stock and cost stands: at its start and end, when it waits, and now and then between. */
  "inventory.sync_moved": event(
    "catalog:read",
    z.object({ runId: id, state: z.string(), reason: z.string().nullable(), seen: z.number(), total: z.number() }),
  ),
  "inventory.alert_raised": event("catalog:read", z.object({ productId: id, kind: z.string(), units: z.number() })),
  "inventory.alert_ended": event("catalog:read", z.object({ productId: id, kind: z.string(), units: z.number() })),
  "inventory.alerts_dismissed": event("catalog:read", z.object({ count: z.number() })),
  /** A supplier's change waits for somebody's word; `holds`: nothing of the product is sold until then. */
  "inventory.approval_asked": event("catalog:read", z.object({ productId: id, kind: z.string(), holds: z.boolean() })),
  "inventory.approval_decided": event(
    "catalog:read",
    z.object({ productId: id, kind: z.string(), decision: z.string() }),
  ),
  "inventory.change_followed": event("catalog:read", z.object({ productId: id, kind: z.string() })),
  "inventory.settings_saved": event("catalog:read", z.object({ fields: z.array(z.string()) })),
  /** A look at sales and stock found further goods to order. */
  "reorder.suggested": event("catalog:read", z.object({ count: z.number() })),
  "reorder.moved": event("catalog:read", z.object({ productId: id, state: z.string(), quantity: z.number() })),
  "reorder.dismissed": event("catalog:read", z.object({ count: z.number() })),
  "reorder.settings_saved": event(
    "catalog:read",
    z.object({ enabled: z.boolean(), leadDays: z.number(), coverDays: z.number() }),
  ),
  "message.received": event("conversations:read", z.object(messageFacts)),
  "message.sent": event("conversations:read", z.object(messageFacts)),
  "message.status_changed": event(
    "conversations:read",
    z.object({ messageId: id, conversationId: id, state: z.string(), reason: z.string().nullable() }),
  ),
  "message.changed": event(
    "conversations:read",
    z.object({ messageId: id, conversationId: id, what: z.enum(["edited", "revoked", "reaction", "file"]) }),
  ),
  "contact.created": event("contacts:read", z.object({ contactId: id })),
  "contact.updated": event("contacts:read", z.object({ contactId: id, fields: z.array(z.string()) })),
  "contact.merged": event("contacts:read", z.object({ contactId: id, mergedId: id })),
  /** The two are two again. */
  "contact.unmerged": event("contacts:read", z.object({ contactId: id, restoredId: id })),
  /** They may be one person; somebody has to say. */
  "contact.conflict_found": event("contacts:read", z.object({ contactId: id, otherId: id })),
  /** Somebody said that they are two. */
  "contact.kept_apart": event("contacts:read", z.object({ contactId: id, otherId: id })),
  "contact.erasure_asked": event("contacts:read", z.object({ contactId: id, source: z.string() })),
  "contact.erasure_declined": event("contacts:read", z.object({ contactId: id })),
  "contact.erased": event("contacts:read", z.object({ contactId: id })),
  "contact.consent_recorded": event(
    "contacts:read",
    z.object({ contactId: id, purpose: z.string(), granted: z.boolean(), source: z.string() }),
  ),
  /** No more messages for this purpose, or again; `contactId` is null when it is nobody we know. */
  "contact.suppressed": event(
    "contacts:read",
    z.object({ contactId: id.nullable(), purpose: z.string(), cause: z.string() }),
  ),
  "contact.unsuppressed": event("contacts:read", z.object({ contactId: id, purpose: z.string() })),
  /** `fields`: state, assignee, handler, unread, notes, alert, merged. */
  "conversation.updated": event("conversations:read", z.object({ conversationId: id, fields: z.array(z.string()) })),
  /** It wants a person (WAM-15). */
  "conversation.alert_raised": event("conversations:read", z.object({ conversationId: id, alertId: id })),
  "order.created": event("orders:read", z.object(orderFacts)),
  /** The public word is another one now. */
  "order.status_changed": event("orders:read", z.object({ ...orderFacts, previousStatus: z.string() })),
  "order.held": event("orders:read", z.object({ orderId: id, reason: z.string() })),
  "order.hold_resolved": event("orders:read", z.object({ orderId: id, reason: z.string() })),
  /** Somebody had another variant of the product take the place of one that the supplier has not; `reasons` are the holds it lifted. */
  "order.line_substituted": event(
    "orders:read",
    z.object({
      orderId: id,
      lineId: id,
      productId: id,
      fromVariantId: id,
      toVariantId: id,
      from: z.string(),
      to: z.string(),
      reasons: z.array(z.string()),
    }),
  ),
  "order.address_changed": event("orders:read", z.object({ orderId: id, fields: z.array(z.string()) })),
  "order.parcel_moved": event(
    "orders:read",
    z.object({
      orderId: id,
      shipmentId: id,
      kind: z.string(),
      from: z.string().nullable(),
      to: z.string(),
      carrier: z.string().nullable(),
      trackingNumber: z.string().nullable(),
    }),
  ),
  /** Of an order at one supplier: a plan was sent, it was made there, paid, taken back. */
  "order.supplier_moved": event(
    "orders:read",
    z.object({
      orderId: id,
      supplierOrderId: id,
      supplier: z.string(),
      number: z.string(),
      from: z.string(),
      to: z.string(),
      reason: z.string().nullable(),
    }),
  ),
  /** The customer was told of a step, or why not; `outcome` is sent, not_sent or unknown. */
  "order.customer_told": event(
    "orders:read",
    z.object({
      orderId: id,
      noticeId: id,
      step: z.string(),
      channel: z.string(),
      outcome: z.string(),
      reason: z.string().nullable(),
    }),
  ),
  "order.tracking_link_made": event("orders:read", z.object({ orderId: id })),
  "order.tracking_link_revoked": event("orders:read", z.object({ orderId: id })),
  "customer_notices.settings_saved": event("orders:read", z.object({ fields: z.array(z.string()) })),
  /** A driver's way with a parcel (WHK-05). */
  "delivery.assigned": event("orders:read", z.object(deliveryFacts)),
  "delivery.started": event("orders:read", z.object(deliveryFacts)),
  "delivery.completed": event("orders:read", z.object(deliveryFacts)),
  "delivery.withdrawn": event("orders:read", z.object(deliveryFacts)),
  "delivery.settings_saved": event("orders:read", z.object({ automatic: z.boolean() })),
  /** A link to a cart elsewhere; `orderId` is null when its order is not one of this shop. */
  "order_link.created": event("orders:read", z.object({ orderLinkId: id })),
  "order_link.completed": event("orders:read", z.object({ orderLinkId: id, orderId: id.nullable() })),
  "order_link.cancelled": event("orders:read", z.object({ orderLinkId: id })),
  "order_link.settings_saved": event("orders:read", z.object({ hasCart: z.boolean() })),
  /** Somebody took another carrier than the shop's rule. */
  "order.carrier_chosen": event(
    "orders:read",
    z.object({ orderId: id, supplierOrderId: id, carrier: z.string(), byRule: z.string().nullable() }),
  ),
  "fulfilment.settings_saved": event("orders:read", z.object({ fields: z.array(z.string()) })),
  "order.settings_saved": event("orders:read", z.object({ safetyBuffer: z.number() })),
  /** Money came in for an order (WHK-04), or went back. */
  "payment.received": event("payments:read", z.object(paymentFacts)),
  "payment.refunded": event("payments:read", z.object(paymentFacts)),
  /** What Meta thinks of a template, in its own words; DRAFT: it is not there (any more). */
  "template.status_changed": event(
    "templates:read",
    z.object({ ...templateFacts, from: z.string(), status: z.string(), reason: z.string().nullable() }),
  ),
  "template.quality_changed": event(
    "templates:read",
    z.object({ ...templateFacts, from: z.string().nullable(), quality: z.string() }),
  ),
  /** Messages of it cost something else from `at` on; null: from now on. */
  "template.category_changed": event(
    "templates:read",
    z.object({ ...templateFacts, from: z.string(), category: z.string(), at: z.string().nullable() }),
  ),
  "template.created": event("templates:read", z.object(templateFacts)),
  "template.edited": event("templates:read", z.object({ ...templateFacts, version: z.number() })),
  "template.submitted": event("templates:read", z.object({ ...templateFacts, version: z.number(), kind: z.string() })),
  "template.archived": event("templates:read", z.object({ ...templateFacts, archived: z.boolean() })),
  "template.deleted": event("templates:read", z.object(templateFacts)),
  "template.synced": event(
    "templates:read",
    z.object({ accountId: z.string(), added: z.number(), changed: z.number(), removed: z.number() }),
  ),
  /** The delay of an order at a supplier can be disputed from now on. */
  "dispute.possible": event("orders:read", z.object({ orderId: id, supplierOrderId: id, number: z.string() })),
  "dispute.opened": event("orders:read", z.object({ orderId: id, disputeId: id, supplierOrderId: id })),
  "dispute.settled": event(
    "orders:read",
    z.object({ orderId: id, disputeId: id, outcome: z.string(), refundUsdMinor: z.number().nullable() }),
  ),
  "operation.queued": event("jobs:read", z.object({ operationId: id, queue: z.string(), kind: z.string() })),
  "operation.completed": event("jobs:read", z.object({ operationId: id, queue: z.string(), kind: z.string() })),
  "operation.failed": event(
    "jobs:read",
    z.object({ operationId: id, queue: z.string(), kind: z.string(), reason: z.string() }),
  ),
  "operation.retried": event("jobs:read", z.object({ operationId: id, queue: z.string(), kind: z.string() })),
  "operation.discarded": event("jobs:read", z.object({ operationId: id, queue: z.string(), kind: z.string() })),
  "cj.connected": event("cj:read", z.object({ environment: z.string() })),
  "cj.disconnected": event("cj:read", z.object({ environment: z.string() })),
  /** Whether CJ sends messages about changes, and why not. */
  "cj.webhook_moved": event("cj:read", z.object({ state: z.string(), reason: z.string().nullable() })),
  "cj.messages_replayed": event("cj:read", z.object({ count: z.number().int() })),
  /** A number sends and hears, from now on or again. */
  "channel.connected": event("channels:read", z.object({ channelId: id, reason: z.string().nullable() })),
  /** It does not any more: the reason why, or null when somebody disconnected it. */
  "channel.disconnected": event("channels:read", z.object({ channelId: id, reason: z.string().nullable() })),
  /** Something else of it is another: name, key, quality, limit, pause, webhook. */
  "channel.changed": event("channels:read", z.object({ channelId: id, fields: z.array(z.string()) })),
  /** WhatsApp warns about a number or its account. */
  "channel.warned": event(
    "channels:read",
    z.object({ channelId: id, topic: z.string(), event: z.string(), severity: z.string() }),
  ),
  "channel.settings_saved": event("channels:read", z.object({ fields: z.array(z.string()) })),
  "campaign.created": event("campaigns:read", z.object({ campaignId: id, name: z.string() })),
  "campaign.edited": event("campaigns:read", z.object({ campaignId: id, fields: z.array(z.string()) })),
  "campaign.deleted": event("campaigns:read", z.object({ campaignId: id })),
  /** By a person, or by itself with the reason why. */
  "campaign.moved": event(
    "campaigns:read",
    z.object({ campaignId: id, name: z.string(), state: z.string(), reason: z.string().nullable() }),
  ),
  /** Some more people got it, or it waits for something else. */
  "campaign.progressed": event("campaigns:read", z.object({ campaignId: id })),
  "extension.paired": event("settings:read", z.object({ sessionId: id })),
  "extension.revoked": event("settings:read", z.object({ sessionId: id, reason: z.string() })),
  "api_key.created": event(
    "api_keys:manage",
    z.object({ keyId: id, scopes: z.array(z.string()), expiresAt: z.string().nullable() }),
  ),
  "api_key.revoked": event("api_keys:manage", z.object({ keyId: id })),
  "webhook.created": event("webhooks:read", z.object({ webhookId: id })),
  "webhook.updated": event("webhooks:read", z.object({ webhookId: id, fields: z.array(z.string()) })),
  "webhook.deleted": event("webhooks:read", z.object({ webhookId: id })),
  "webhook.paused": event("webhooks:read", z.object({ webhookId: id })),
  "webhook.resumed": event("webhooks:read", z.object({ webhookId: id, deliverKept: z.boolean() })),
  "webhook.secret_registered": event("webhooks:read", z.object({ webhookId: id })),
  "webhook.replayed": event("webhooks:read", z.object({ webhookId: id, what: z.string(), count: z.number() })),
  "webhook.test": event("webhooks:read", z.object({ webhookId: id })),
  "webhook.failing": event("webhooks:read", z.object({ webhookId: id, reason: z.string() })),
  "webhook.recovered": event("webhooks:read", z.object({ webhookId: id })),
  "webhook.disabled": event("webhooks:read", z.object({ webhookId: id, reason: z.string() })),
  /** People were told of something; the notification centre looks again. */
  "notification.raised": event("settings:read", z.object({ notices: z.number() })),
  "plan.changed": event("billing:read", z.object({ from: z.string(), to: z.string() })),
  "credits.granted": event("billing:read", z.object({ amount: z.number() })),
  "member.joined": event("team:read", z.object({ userId: id, role: z.string() })),
  "member.invited": event("team:read", z.object({ invitationId: id, role: z.string() })),
  "member.invitation_withdrawn": event("team:read", z.object({ invitationId: id })),
  "member.role_changed": event("team:read", z.object({ userId: id, from: z.string(), to: z.string() })),
  "member.removed": event("team:read", z.object({ userId: id })),
  "merchant.created": event("settings:read", z.object({ merchantId: id })),
  "merchant.exported": event("settings:read", z.object({ rows: z.number(), tables: z.number() })),
  "merchant.updated": event("settings:read", z.object({ fields: z.array(z.string()) })),
} as const;
export type EventType = keyof typeof EVENTS;
export type EventPayload<T extends EventType> = z.input<(typeof EVENTS)[T]["payload"]>;
export const EVENT_TYPES = Object.keys(EVENTS) as [EventType, ...EventType[]];

export const ACTOR_KINDS = [
  "user",
  "api_key",
  "extension_session",
  "job",
  "webhook",
  "rule",
  "assistant",
  "system",
] as const;
export const EventView = z.object({
  seq: z.number().int(),
  id: z.uuid(),
  type: z.enum(EVENT_TYPES),
  at: Instant,
  actorKind: z.enum(ACTOR_KINDS),
  payload: z.record(z.string(), z.unknown()),
});
export type EventView = z.infer<typeof EventView>;
/** `afterSeq` resumes; without it only what happens from now on. */
export const StreamEventsInput = z.object({
  afterSeq: z.number().int().min(0).optional(),
  lastEventId: z.string().max(30).optional(),
});
