import { z } from "zod";
import { EVENT_TYPES, type EventType } from "./events.ts";
import { EventId, WebhookDeliveryId, WebhookId } from "./ids.ts";
import { Instant, page, PageInput } from "./paging.ts";

/** Endpoints of one merchant. */
export const MAX_WEBHOOKS = 20;
/** Events that one replay may send again. */
export const MAX_REPLAY = 10_000;
/** How long deliveries, their attempts and undelivered events are kept. */
export const WEBHOOK_KEPT_DAYS = 30;
/** An endpoint that answers nothing else than failures for so long is switched off. */
export const WEBHOOK_FAILING_DAYS = 5;
/** Delay in front of each attempt, in milliseconds after the one before. */
export const WEBHOOK_SCHEDULE_MS = [0, 5, 300, 1_800, 7_200, 18_000, 36_000, 36_000].map((seconds) => seconds * 1_000);

/** Receives events: `failing` while its last attempts failed. `paused` by a person, `disabled` by us; both keep what happens. */
export const WEBHOOK_STATES = ["active", "failing", "paused", "disabled"] as const;
export type WebhookState = (typeof WEBHOOK_STATES)[number];
export const isListening = (state: WebhookState): boolean => state === "active" || state === "failing";

/** `kept` waits for its endpoint to be resumed, `skipped` was left out on resuming. */
export const DELIVERY_STATES = ["pending", "kept", "delivered", "failed", "skipped"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** On request only: concerns one endpoint whatever its filter. */
export const TEST_EVENT = "webhook.test" satisfies EventType;
export const WEBHOOK_EVENT_TYPES: readonly EventType[] = EVENT_TYPES.filter((type) => type !== TEST_EVENT);
/** Types that receivers know by another name than ours (WHK-02). */
const WIRE_NAMES: Partial<Record<EventType, string>> = {
  "channel.connected": "bot_connected",
  "channel.disconnected": "bot_disconnected",
};
/** How receivers know a type: `product_updated` for `product.updated`. */
export const wireType = (type: EventType): string => WIRE_NAMES[type] ?? type.replaceAll(".", "_");

const Types = z.array(z.enum(EVENT_TYPES)).max(EVENT_TYPES.length);
const settings = {
  url: z.url({ protocol: /^https?$/ }).max(2_000),
  description: z.string().trim().max(200),
  /** Empty: every type, future ones too. */
  eventTypes: Types,
  /** Events about the same thing wait for each other. */
  ordered: z.boolean(),
  ratePerMinute: z.number().int().min(1).max(6_000),
  /** The body carries `signature` too, for receivers of the older form. */
  bodySignature: z.boolean(),
};
export const CreateWebhookInput = z.object({
  ...settings,
  description: settings.description.default(""),
  eventTypes: settings.eventTypes.default([]),
  ordered: settings.ordered.default(false),
  ratePerMinute: settings.ratePerMinute.default(600),
  bodySignature: settings.bodySignature.default(false),
});
export const WebhookInput = z.object({ webhookId: WebhookId });
export const UpdateWebhookInput = WebhookInput.extend(z.object(settings).partial().shape);
/** `deliverKept`: send what happened meanwhile; otherwise it is skipped, and can still be replayed. */
export const ResumeWebhookInput = WebhookInput.extend({ deliverKept: z.boolean().default(true) });

/** 24 to 64 bytes in base64 behind `whsec_`. */
export const WebhookSecret = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/)
  .refine((secret) => {
    const length = Math.floor((secret.slice(6).replace(/=+$/, "").length * 3) / 4);
    return length >= 24 && length <= 64;
  });
/** Without a `secret` a new one is drawn. The one before stays valid for `overlapHours`. */
export const RegisterWebhookSecretInput = WebhookInput.extend({
  secret: WebhookSecret.optional(),
  overlapHours: z.number().int().min(0).max(168).default(24),
});

export const WebhookView = z.object({
  id: WebhookId,
  ...settings,
  state: z.enum(WEBHOOK_STATES),
  failingSince: Instant.nullable(),
  disabledAt: Instant.nullable(),
  /** Codes of the registry. */
  disabledReason: z.string().nullable(),
  lastReason: z.string().nullable(),
  lastDeliveredAt: Instant.nullable(),
  registeredAt: Instant,
  /** Deliveries that wait or failed, each counted up to 1,000. */
  waiting: z.number().int(),
  kept: z.number().int(),
  failed: z.number().int(),
  /** Newest first. Never the secret itself. */
  secrets: z.array(z.object({ registeredAt: Instant, expiresAt: Instant.nullable() })),
});
export type WebhookView = z.infer<typeof WebhookView>;
export const WebhooksView = z.array(WebhookView);
/** `secret` is answered this once and never again. */
export const CreatedWebhook = z.object({ webhook: WebhookView, secret: z.string() });
export type CreatedWebhook = z.infer<typeof CreatedWebhook>;

export const ListDeliveriesInput = PageInput.extend({
  webhookId: WebhookId,
  state: z.enum(DELIVERY_STATES).optional(),
});
export const DeliveryInput = z.object({ deliveryId: WebhookDeliveryId });
export const DeliveryView = z.object({
  id: WebhookDeliveryId,
  webhookId: WebhookId,
  /** The receiver sees it as `webhook-id`, the same at every attempt and replay. */
  eventId: EventId,
  eventType: z.enum(EVENT_TYPES),
  happenedAt: Instant,
  state: z.enum(DELIVERY_STATES),
  attempts: z.number().int(),
  nextAttemptAt: Instant.nullable(),
  deliveredAt: Instant.nullable(),
  reason: z.string().nullable(),
});
export type DeliveryView = z.infer<typeof DeliveryView>;
export const DeliveriesPage = page(DeliveryView);

const Headers = z.record(z.string(), z.string());
/** One HTTP call, as sent and as answered. `status` is null when no answer came. */
export const AttemptView = z.object({
  id: z.uuid(),
  at: Instant,
  durationMs: z.number().int(),
  url: z.string(),
  requestHeaders: Headers,
  requestBody: z.string(),
  status: z.number().int().nullable(),
  responseHeaders: Headers.nullable(),
  responseBody: z.string().nullable(),
  reason: z.string().nullable(),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type AttemptView = z.infer<typeof AttemptView>;
export const DeliveryDetail = DeliveryView.extend({ log: z.array(AttemptView) });

/** What to send again: one delivery, what happened in a time, or what failed (or was skipped) since. */
export const ReplayInput = z.discriminatedUnion("what", [
  WebhookInput.extend({ what: z.literal("one"), deliveryId: WebhookDeliveryId }),
  WebhookInput.extend({ what: z.literal("range"), from: Instant, to: Instant }),
  WebhookInput.extend({ what: z.literal("failed"), since: Instant }),
]);
export type ReplayInput = z.infer<typeof ReplayInput>;
export const ReplayCount = z.object({ count: z.number().int() });

/** WHK-08. `eventsInHistory` is counted up to 100,000; `listeners` are the endpoints that receive events now. */
export const WebhookStatusView = z.object({
  webhooksRegistered: z.number().int(),
  eventsInHistory: z.number().int(),
  lastEventAt: Instant.nullable(),
  listeners: z.number().int(),
});
export type WebhookStatusView = z.infer<typeof WebhookStatusView>;
export const RecentEventsInput = z.object({
  n: z.number().int().min(1).max(100).default(20),
  type: z.enum(EVENT_TYPES).optional(),
});
