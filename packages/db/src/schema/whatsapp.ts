import { ENVIRONMENTS, type Environment } from "@nexusone/contracts/cj";
import {
  BUSINESS_TYPES,
  CHANNEL_QUALITIES,
  CHANNEL_STATES,
  CHAT_LANGUAGES,
  WHATSAPP_PROVIDERS,
  type BusinessType,
  type ChannelQuality,
  type ChannelState,
  type ChatLanguage,
  type OpeningHours,
  type WhatsAppProvider,
} from "@nexusone/contracts/whatsapp-terms";
import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant, moneyMinor, oneOf, reasonCode, tenantRef, tenantTable, timestamps } from "./base.ts";
import { sealedText } from "./sealed.ts";

/**
 * A merchant's own app at Meta. Its secret vouches for the numbers registered under it and for nothing else; numbers without an
 * app come through the platform's.
 */
export const whatsappApps = tenantTable(
  "whatsapp_apps",
  {
    environment: text("environment").$type<Environment>().notNull(),
    /** Meta's number of it. */
    externalId: text("external_id").notNull(),
    secretSealed: sealedText("secret_sealed", "whatsapp_apps.secret").notNull(),
    /** The one before, accepted until `previousUntil` (real time): a rotation loses nothing. */
    previousSecretSealed: sealedText("previous_secret_sealed", "whatsapp_apps.previous_secret"),
    previousUntil: instant("previous_until"),
    verifyTokenSealed: sealedText("verify_token_sealed", "whatsapp_apps.verify_token").notNull(),
    /** 128 bits that the webhook's address ends with. */
    keySealed: sealedText("key_sealed", "whatsapp_apps.key").notNull(),
    keyHash: text("key_hash").notNull(),
    /** When Meta last asked for the token. */
    verifiedAt: instant("verified_at"),
    ...timestamps(),
  },
  (t) => [
    unique("whatsapp_apps_key").on(t.merchantId, t.environment, t.externalId),
    unique("whatsapp_apps_address").on(t.keyHash),
    oneOf(t.environment, ENVIRONMENTS),
  ],
);

/** A number that a shop talks through. One number is one merchant's, claimed by a call that only its token's holder can make. */
export const whatsappChannels = tenantTable(
  "whatsapp_channels",
  {
    environment: text("environment").$type<Environment>().notNull(),
    provider: text("provider").$type<WhatsAppProvider>().notNull(),
    /** `phone_number_id`, or Whapi's channel id. */
    externalId: text("external_id").notNull(),
    /** WhatsApp business account; none with Whapi. */
    accountId: text("account_id"),
    /** The merchant's own app; null: the platform's, or Whapi. */
    appId: uuid("app_id"),
    /** What the merchant calls it. */
    label: text("label").notNull(),
    displayPhone: text("display_phone"),
    displayName: text("display_name"),
    tokenSealed: sealedText("token_sealed", "whatsapp_channels.token").notNull(),
    /** Of Whapi: the end of the webhook's address, and what its secret header holds. */
    keySealed: sealedText("key_sealed", "whatsapp_channels.key"),
    keyHash: text("key_hash"),
    headerSecretSealed: sealedText("header_secret_sealed", "whatsapp_channels.header_secret"),
    state: text("state").$type<ChannelState>().notNull(),
    reason: reasonCode("reason"),
    quality: text("quality").$type<ChannelQuality>().notNull().default("UNKNOWN"),
    /** People a day that we may begin to write to; null: not told, -1: no limit. */
    dailyLimit: integer("daily_limit"),
    /** Why nothing leaves for now though the number is connected; null: it does. */
    pausedReason: text("paused_reason"),
    pausedUntil: instant("paused_until"),
    connectedAt: instant("connected_at").notNull(),
    checkedAt: instant("checked_at"),
    /** The next look whether all is well. */
    checkAt: instant("check_at"),
    /** Where this server was reached when the webhook's address was told to the vendor; null: it was not, or not yet. */
    webhookBase: text("webhook_base"),
    /** Why not. */
    webhookReason: text("webhook_reason"),
    /** When its webhook last brought anything. */
    heardAt: instant("heard_at"),
    /** What this number answers by itself of what the shop does: switched off here, it is off for this number alone. */
    answersOrders: boolean("answers_orders").notNull().default(true),
    sellsInChat: boolean("sells_in_chat").notNull().default(true),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.appId, whatsappApps, "restrict"),
    // The constraint works across merchants, its error names none. What was disconnected may be claimed by another.
    uniqueIndex("whatsapp_channels_number")
      .on(t.environment, t.provider, t.externalId)
      .where(sql`state <> 'disconnected'`),
    index("whatsapp_channels_own").on(t.merchantId, t.provider, t.externalId),
    index("whatsapp_channels_app").on(t.merchantId, t.appId),
    index("whatsapp_channels_account").on(t.environment, t.accountId),
    unique("whatsapp_channels_address").on(t.keyHash),
    index("whatsapp_channels_check").on(t.checkAt),
    oneOf(t.environment, ENVIRONMENTS),
    oneOf(t.provider, WHATSAPP_PROVIDERS),
    oneOf(t.state, CHANNEL_STATES),
    oneOf(t.quality, CHANNEL_QUALITIES),
    check("whatsapp_channels_account_check", sql`${t.provider} <> 'cloud_api' or ${t.accountId} is not null`),
  ],
);

/** How a merchant talks (WAM-14); made when somebody first says so. */
export const whatsappBusinessConfig = tenantTable(
  "whatsapp_business_config",
  {
    businessType: text("business_type").$type<BusinessType>().notNull(),
    timeZone: text("time_zone").notNull(),
    hours: jsonb("hours").$type<OpeningHours>().notNull(),
    languages: text("languages").array().$type<ChatLanguage[]>().notNull(),
    /** Spoken to whose language nobody knows. */
    defaultLanguage: text("default_language").$type<ChatLanguage>().notNull(),
    /** Nothing that nobody waits for is sent between these, minutes since midnight where the customer is. */
    quietFrom: integer("quiet_from").notNull(),
    quietTo: integer("quiet_to").notNull(),
    /** The shop's own words that mean STOP, as they are compared. */
    stopWords: text("stop_words").array().notNull().default([]),
    /** "Where is my order?" is answered by itself. */
    answersOrders: boolean("answers_orders").notNull().default(true),
    /** Customers look at the catalogue and order by themselves in the chat. */
    sellsInChat: boolean("sells_in_chat").notNull().default(false),
    /** What they pay there for delivery, in the shop's currency. */
    chatShippingMinor: moneyMinor("chat_shipping_minor").notNull().default(0),
    ...timestamps(),
  },
  (t) => [
    unique("whatsapp_business_config_key").on(t.merchantId),
    oneOf(t.businessType, BUSINESS_TYPES),
    oneOf(t.defaultLanguage, CHAT_LANGUAGES),
    check(
      "whatsapp_business_config_quiet_check",
      sql`${t.quietFrom} between 0 and 1439 and ${t.quietTo} between 0 and 1439`,
    ),
    check("whatsapp_business_config_shipping_check", sql`${t.chatShippingMinor} >= 0`),
  ],
);
