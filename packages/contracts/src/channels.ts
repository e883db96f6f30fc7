import { z } from "zod";
import { ENVIRONMENTS } from "./cj.ts";
import { Instant } from "./paging.ts";
import {
  BUSINESS_TYPES,
  CHANNEL_QUALITIES,
  CHANNEL_STATES,
  CHAT_LANGUAGES,
  WHATSAPP_PROVIDERS,
} from "./whatsapp-terms.ts";
import { Minor } from "./pricing.ts";

export const ChannelId = z.uuid().brand<"ChannelId">();
export type ChannelId = z.infer<typeof ChannelId>;

/** Numbers of one shop, disconnected ones aside. */
export const MAX_CHANNELS = 20;
/** How long an app's secret before the present one still signs. */
export const SECRET_OVERLAP_HOURS = 24;

const Label = z.string().trim().min(1).max(60);
/** Meta's ids: digits, beyond 2^53, therefore text. */
const MetaId = z
  .string()
  .trim()
  .regex(/^\d{5,25}$/);
const Token = z
  .string()
  .trim()
  .min(8)
  .max(1_000)
  .regex(/^[\x21-\x7e]+$/);
const AppSecret = z
  .string()
  .trim()
  .min(8)
  .max(100)
  .regex(/^[\x21-\x7e]+$/);

/** A number is named by whoever connects it; without a name it goes by its number. */
const named = { environment: z.enum(ENVIRONMENTS), label: Label.optional() };
export const ConnectCloudInput = z.object({
  provider: z.literal("cloud_api"),
  ...named,
  phoneNumberId: MetaId,
  accountId: MetaId,
  token: Token,
  /** The merchant's own app at Meta; without it the number comes through this installation's. */
  app: z.object({ appId: MetaId, appSecret: AppSecret }).optional(),
});
export const ConnectWhapiInput = z.object({
  provider: z.literal("whapi"),
  ...named,
  channelId: z
    .string()
    .trim()
    .regex(/^[\w-]{3,60}$/),
  token: Token,
});
export const ConnectChannelInput = z.discriminatedUnion("provider", [ConnectCloudInput, ConnectWhapiInput]);
export type ConnectChannelInput = z.output<typeof ConnectChannelInput>;

export const ChannelInput = z.object({ id: ChannelId });
export const RenameChannelInput = ChannelInput.extend({ label: Label });
/** What of the shop's own answers this number gives too. STOP and requests to be forgotten are obeyed at every number. */
const OwnAnswers = { answersOrders: z.boolean(), sellsInChat: z.boolean() };
export const SetAnswersInput = ChannelInput.extend(OwnAnswers);
export const ReplaceTokenInput = ChannelInput.extend({ token: Token });
export const RotateAppSecretInput = ChannelInput.extend({ appSecret: AppSecret });
/** `phone`: who gets it, somebody who wrote to the number within the last day. */
export const TestMessageInput = ChannelInput.extend({
  phone: z
    .string()
    .trim()
    .regex(/^\+?[\d\s().-]{6,24}$/),
});

/** `registered`: the vendor was told our address. `refused`: it was not; the reason says why. */
export const WEBHOOK_REGISTRATIONS = ["registered", "refused"] as const;

export const ChannelView = z.object({
  id: ChannelId,
  environment: z.enum(ENVIRONMENTS),
  provider: z.enum(WHATSAPP_PROVIDERS),
  externalId: z.string(),
  accountId: z.string().nullable(),
  label: z.string(),
  displayPhone: z.string().nullable(),
  displayName: z.string().nullable(),
  state: z.enum(CHANNEL_STATES),
  /** Why it fails. */
  reason: z.string().nullable(),
  quality: z.enum(CHANNEL_QUALITIES),
  /** People a day that may be written to first; null: not told, -1: no limit. */
  dailyLimit: z.number().int().nullable(),
  /** Why nothing leaves for now though it is connected. */
  pausedReason: z.string().nullable(),
  pausedUntil: Instant.nullable(),
  webhook: z.enum(WEBHOOK_REGISTRATIONS),
  webhookReason: z.string().nullable(),
  ownApp: z.boolean(),
  connectedAt: Instant,
  checkedAt: Instant.nullable(),
  heardAt: Instant.nullable(),
  ...OwnAnswers,
});
export type ChannelView = z.infer<typeof ChannelView>;
export const ChannelsView = z.object({
  /** What this merchant may connect here. */
  allowed: z.array(z.enum(ENVIRONMENTS)),
  /** Where a number needs an app of the merchant's own, because this installation has none. */
  appNeeded: z.array(z.enum(ENVIRONMENTS)),
  /** The page of a customer's telephone in the simulated WhatsApp, `?line=` chooses the number by its `externalId`; null where there is none. */
  telephoneUrl: z.string().nullable(),
  channels: z.array(ChannelView),
});
export const ChannelDetails = ChannelView.extend({
  /** What has to be typed in at the vendor's where registering by itself does not do; for those who may manage numbers. */
  address: z
    .object({
      url: z.string(),
      /** Of the merchant's own app. */
      verifyToken: z.string().nullable(),
      /** Of Whapi: the header and what it holds. */
      header: z.object({ name: z.string(), value: z.string() }).nullable(),
    })
    .nullable(),
  app: z
    .object({
      externalId: z.string(),
      /** When Meta last asked for the verify token. */
      verifiedAt: Instant.nullable(),
      /** Until when the secret before this one still signs. */
      previousUntil: Instant.nullable(),
    })
    .nullable(),
});
export type ChannelDetails = z.infer<typeof ChannelDetails>;

/** Whether a body signed with the stored secret arrives here as it left, and one with another byte does not. */
export const SignatureTestView = z.object({ ok: z.boolean(), reason: z.string().nullable() });

const MinuteOfDay = z.number().int().min(0).max(1_439);
const OpenFrom = z.object({
  /** Monday is 1. */
  day: z.number().int().min(1).max(7),
  from: MinuteOfDay,
  /** 1440: until midnight. */
  to: z.number().int().min(1).max(1_440),
});
const timeZone = z
  .string()
  .max(60)
  .refine((zone) => Intl.supportedValuesOf("timeZone").includes(zone) || zone === "UTC", {
    error: "not an IANA time zone",
  });
/** How a shop talks (WAM-14). */
export const BusinessConfig = z
  .object({
    businessType: z.enum(BUSINESS_TYPES),
    timeZone,
    hours: z.array(OpenFrom).max(42),
    languages: z.array(z.enum(CHAT_LANGUAGES)).min(1).max(CHAT_LANGUAGES.length),
    defaultLanguage: z.enum(CHAT_LANGUAGES),
    quietFrom: MinuteOfDay,
    quietTo: MinuteOfDay,
    stopWords: z.array(z.string().trim().min(2).max(80)).max(30),
    /** "Where is my order?" is answered by itself, from what is on record. */
    answersOrders: z.boolean().default(true),
    /** Customers may look at the catalogue and order in the chat by themselves; nothing is paid by it. */
    sellsInChat: z.boolean().default(false),
    /** What they pay there for delivery, in the shop's currency. */
    chatShippingMinor: Minor.default(0),
  })
  .refine(({ hours }) => hours.every(({ from, to }) => from < to), { path: ["hours"], error: "ends before it begins" })
  .refine(({ hours }) => !overlaps(hours), { path: ["hours"], error: "overlap" })
  .refine(({ languages, defaultLanguage }) => languages.includes(defaultLanguage), {
    path: ["defaultLanguage"],
    error: "not among the languages",
  });
export type BusinessConfig = z.infer<typeof BusinessConfig>;
/** `saved` is false while nobody has said anything and these are what a shop begins with. */
export const BusinessConfigView = z.object({ ...BusinessConfig.shape, saved: z.boolean() });

function overlaps(hours: readonly z.infer<typeof OpenFrom>[]): boolean {
  const sorted = hours.toSorted((a, b) => a.day - b.day || a.from - b.from);
  return sorted.some((one, nth) => nth > 0 && sorted[nth - 1]!.day === one.day && sorted[nth - 1]!.to > one.from);
}
