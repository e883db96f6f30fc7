import type { OrderAddress } from "./orders/order.ts";

/** The shapes of the control API, shared by the routes and the client. */
export type SandboxVendor =
  | "cj-api"
  | "cj-shop"
  | "cj-image"
  | "mail"
  | "slack"
  | "sms"
  | "webhook"
  | "whatsapp"
  | "whapi"
  | "openai";

export const FAULT_KINDS = [
  "slow",
  "status",
  "throttle_429",
  "throttle_200",
  "points_exhausted",
  "drop",
  "lost_answer",
  "html_body",
  "token_invalid",
  "empty",
  "hang",
  "redirect",
  "later",
  "svg",
  "huge",
  "bomb",
  "damaged",
  "model_refusal",
  "model_malformed",
  "model_cut",
  "model_stray",
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface FaultMatch {
  vendor: SandboxVendor;
  /** Prefix, or a glob when it holds `*`. For the API it is read with and without `/cj/api2.0/v1`. */
  path?: string | undefined;
  method?: string | undefined;
}

export interface FaultInput {
  match: FaultMatch;
  kind: FaultKind;
  /** For `slow`; also delays any other kind. */
  delayMs?: number | undefined;
  /** For `status`: 500 when absent. */
  status?: number | undefined;
  /** Every so many of the requests it matches, beginning with the first; all of them when absent. */
  every?: number | undefined;
  /** How many requests it hits before it ends by itself; unlimited when absent. */
  times?: number | undefined;
}

export interface Fault extends FaultInput {
  id: string;
  hits: number;
}

export interface LoggedRequest {
  id: number;
  /** Sandbox time, ISO. */
  at: string;
  vendor: SandboxVendor;
  method: string;
  /** Without query; for the API without `/cj/api2.0/v1`. */
  path: string;
  query: Record<string, unknown>;
  /** Tokens and cookies are replaced by `sha256:` and twelve digits, so that two can be told apart but not used. */
  headers: Record<string, string>;
  /** Parsed JSON, else text; secrets redacted like headers. */
  body: unknown;
  /** 0 when the connection was dropped. */
  status: number;
  /** CJ's own code inside the answer; absent when the body had none. */
  code?: number | undefined;
  /** The fault that shaped the answer. */
  fault?: FaultKind | undefined;
  durationMs: number;
}

export interface CaughtMail {
  id: number;
  at: string;
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
  /** Every http(s) address in text and HTML, in order, once each. */
  links: string[];
}

/** What a third party's endpoint received; `times` counts repeats, which change nothing. */
export interface ReceivedWebhook {
  id: string;
  at: string;
  type: string;
  body: string;
  /** Null while the receiver knows no secret. */
  verified: boolean | null;
  times: number;
}

export interface WebhookReceiver {
  name: string;
  /** It knows a secret. */
  trusts: boolean;
  messages: ReceivedWebhook[];
}

export const PUSH_TOPICS = ["product", "stock", "order", "logistics", "makeup", "privateOrder"] as const;
export type PushTopic = (typeof PUSH_TOPICS)[number];
/** "held": messages to shops wait for the control API; "auto": they leave at once and are repeated as CJ does. */
export const PUSH_MODES = ["held", "auto"] as const;
export type PushMode = (typeof PUSH_MODES)[number];

/** How messages travel: shares (0 to 1) that get lost or come twice, drawn by the seed, and whether they overtake each other. */
export interface PushManners {
  lose: number;
  repeat: number;
  shuffle: boolean;
}

export interface PushAttempt {
  /** Sandbox time, ISO. */
  at: string;
  /** 0: no answer in time. */
  status: number;
  answer: string;
  durationMs: number;
}

/** A message of CJ's to a shop. */
export interface PushedMessage {
  id: string;
  messageId: string;
  openId: number;
  topic: PushTopic;
  type: string;
  body: string;
  /** Null: sent without. */
  sign: string | null;
  state: "waiting" | "sending" | "taken" | "given_up" | "dropped";
  /** Sandbox time, milliseconds. */
  dueAt: number;
  attempts: PushAttempt[];
}

export interface MessageInput {
  openId: number;
  topic?: PushTopic;
  type?: string;
  messageType?: string;
  params?: Record<string, unknown>;
  messageId?: string;
  /** Exactly these bytes instead of a message. */
  raw?: string;
  /** Another account's openId to sign with, or null for no signature. */
  signAs?: number | null;
}

export interface ClockReading {
  now: string;
  offsetMs: number;
}

export interface AccountView {
  apiKey: string;
  openId: number;
  name: string;
  level: number;
  qpsLimit: number;
  pointsPerDay: number;
  pointsUsed: number;
  balanceUsd: number;
}

/** One order as CJ has it. */
export interface OrderTruth {
  openId: number;
  orderNumber: string;
  orderId: string;
  cjOrderId: string | null;
  shipmentOrderId: string;
  status: string;
  carrier: string;
  origin: string;
  productUsd: number;
  postageUsd: number;
  /** As the shop sent it. */
  address: OrderAddress;
  attention: Array<{ code: number; message: string }>;
  /** ISO. */
  createdAt: string;
  paidAt: string | null;
  cancelledAt: string | null;
  /** Several once CJ has split it. */
  parts: Array<{
    orderId: string;
    code: string;
    status: string;
    trackNumber: string;
    lines: Array<{ vid: string; quantity: number; unitUsd: number }>;
    /** What has happened and what is going to, ISO; `status` is CJ's trackingStatus. */
    steps: Array<{ at: string; status: number }>;
  }>;
}

export const ORDER_ACTS = ["ship", "deliver", "stall", "fail", "return", "delay", "split", "cancel"] as const;
export type OrderAct = (typeof ORDER_ACTS)[number];

export const PRODUCT_KINDS = [
  "single",
  "color",
  "color-size",
  "dash-values",
  "uuid",
  "removed",
  "unpriced-variant",
  "unknown-stock",
  "liquid",
  "battery",
  "us-stock",
] as const;
export type ProductKind = (typeof PRODUCT_KINDS)[number];

export interface ProductView {
  index: number;
  pid: string;
  sku: string;
  name: string;
  /** Root-relative, also valid under https://cjdropshipping.com. */
  path: string;
  removed: boolean;
  categoryId: string;
  categoryPath: string[];
  optionNames: string[];
  variants: Array<{
    vid: string;
    sku: string;
    key: string;
    values: string[];
    priceUsd: number | null;
    grams: number;
    stock: Array<{ countryCode: string; cj: number; factory: number }>;
  }>;
  imageUrls: string[];
}
