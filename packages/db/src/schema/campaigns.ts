import {
  CAMPAIGN_STATES,
  CAMPAIGN_TYPES,
  RECIPIENT_STATES,
  type CampaignState,
  type CampaignType,
  type RecipientState,
} from "@nexusone/contracts/campaign-terms";
import type { Audience, CampaignSchedule } from "@nexusone/contracts/campaigns";
import type { TemplateValuesInput } from "@nexusone/contracts/template-content";
import { CHANNEL_QUALITIES, type ChannelQuality } from "@nexusone/contracts/whatsapp-terms";
import { sql } from "drizzle-orm";
import { check, index, jsonb, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant, oneOf, reasonCode, tenantRef, tenantTable, timestamps } from "./base.ts";
import { contacts } from "./contacts.ts";
import { whatsappChannels } from "./whatsapp.ts";

/** One message to many people (CMP-01): what, to whom, when, and how far it is. */
export const whatsappCampaigns = tenantTable(
  "whatsapp_campaigns",
  {
    name: text("name").notNull(),
    type: text("type").$type<CampaignType>().notNull(),
    channelId: uuid("channel_id").notNull(),
    /** No foreign key: a template that is deleted stops the campaign, it does not hold on to it. */
    templateId: uuid("template_id"),
    text: text("text"),
    values: jsonb("values").$type<Record<string, string>>().notNull(),
    media: jsonb("media").$type<NonNullable<TemplateValuesInput["media"]>>(),
    audience: jsonb("audience").$type<Audience>().notNull(),
    schedule: jsonb("schedule").$type<CampaignSchedule>().notNull(),
    state: text("state").$type<CampaignState>().notNull(),
    /** Why it stopped by itself. */
    reason: reasonCode("reason"),
    waitsReason: text("waits_reason"),
    waitsUntil: instant("waits_until"),
    /** The number's when it was last told to go: a worse one stops it. */
    quality: text("quality").$type<ChannelQuality>(),
    launchedAt: instant("launched_at"),
    /** Nothing leaves before. */
    startsAt: instant("starts_at"),
    /** When its people were last looked for and all of them found; null: not yet. */
    enrolledAt: instant("enrolled_at"),
    /** The next time that it has something to do. */
    nextAt: instant("next_at"),
    finishedAt: instant("finished_at"),
    createdByName: text("created_by_name").notNull(),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.channelId, whatsappChannels, "cascade"),
    index("whatsapp_campaigns_newest").on(t.merchantId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index("whatsapp_campaigns_channel").on(t.merchantId, t.channelId),
    index("whatsapp_campaigns_due")
      .on(t.nextAt)
      .where(sql`state in ('launched', 'running')`),
    oneOf(t.type, CAMPAIGN_TYPES),
    oneOf(t.state, CAMPAIGN_STATES),
    oneOf(t.quality, CHANNEL_QUALITIES),
    check(
      "whatsapp_campaigns_starts_check",
      sql`${t.state} in ('draft', 'done', 'ended') or ${t.startsAt} is not null`,
    ),
  ],
);

/**
 * A person of a campaign (CMP-02), once. Until the message is in its conversation's line the row says how it stands; from then on
 * the message does, which `message_id` names. No foreign key to it: either may go first.
 */
export const campaignMessages = tenantTable(
  "campaign_messages",
  {
    campaignId: uuid("campaign_id").notNull(),
    contactId: uuid("contact_id").notNull(),
    type: text("type").$type<CampaignType>().notNull(),
    state: text("state").$type<RecipientState>().notNull(),
    reason: reasonCode("reason"),
    /** Not before: the hour that was chosen, where the person is, outside the quiet hours there. */
    dueAt: instant("due_at").notNull(),
    /** Where they are taken to be: its zones decide the hour. Null: where the shop is. */
    country: text("country"),
    messageId: uuid("message_id"),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.campaignId, whatsappCampaigns, "cascade"),
    tenantRef(t, t.contactId, contacts, "cascade"),
    unique("campaign_messages_key").on(t.merchantId, t.campaignId, t.contactId),
    index("campaign_messages_due").on(t.merchantId, t.campaignId, t.state, t.dueAt, t.id),
    index("campaign_messages_contact").on(t.merchantId, t.contactId),
    uniqueIndex("campaign_messages_message")
      .on(t.merchantId, t.messageId)
      .where(sql`message_id is not null`),
    oneOf(t.type, CAMPAIGN_TYPES),
    oneOf(t.state, RECIPIENT_STATES),
    check("campaign_messages_queued_check", sql`(${t.state} = 'queued') = (${t.messageId} is not null)`),
    check("campaign_messages_skipped_check", sql`${t.state} <> 'skipped' or ${t.reason} is not null`),
  ],
);
