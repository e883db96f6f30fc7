import { z } from "zod";
import {
  AUDIENCE_CONSENTS,
  CAMPAIGN_STATES,
  CAMPAIGN_TYPES,
  MAX_RECIPIENTS,
  RECIPIENT_STATUSES,
} from "./campaign-terms.ts";
import { Tag } from "./contacts.ts";
import { CampaignId, ChannelId, ContactId } from "./ids.ts";
import { Instant, page, PageInput } from "./paging.ts";
import { PRICE_CLASSES } from "./sending-terms.ts";
import { TemplateValuesInput } from "./template-content.ts";
import { TEMPLATE_CATEGORIES } from "./template-terms.ts";
import { FindingView } from "./templates.ts";

const Days = z.number().int().min(1).max(3_650);
/** Within the last so many days, or not for so many: "not for 60 days" is `{ olderThanDays: 60 }`. */
const Ago = z.object({ withinDays: Days.optional(), olderThanDays: Days.optional() });

/** Whom a campaign is for. Everything given has to hold; of `tags`, `languages` and `countries` one does. */
export const Audience = z
  .object({
    tags: z.array(Tag).max(20).default([]),
    languages: z
      .array(z.string().regex(/^[a-z]{2}$/))
      .max(50)
      .default([]),
    /** Of the address that orders begin with. */
    countries: z
      .array(z.string().regex(/^[A-Z]{2}$/))
      .max(50)
      .default([]),
    /** How many orders they placed that were not cancelled. */
    orders: z
      .object({
        min: z.number().int().min(0).max(100_000).optional(),
        max: z.number().int().min(0).max(100_000).optional(),
      })
      .default({}),
    lastOrder: Ago.default({}),
    /** Since they last wrote or ordered; who never did counts from when they were added. */
    lastHeard: Ago.default({}),
    consent: z.enum(AUDIENCE_CONSENTS).default("given"),
    /** Who got another campaign so many days ago and answered it, or did not. */
    after: z
      .object({ campaignId: CampaignId, answered: z.boolean(), days: z.number().int().min(0).max(365) })
      .nullable()
      .default(null),
  })
  .strict();
export type Audience = z.output<typeof Audience>;

/** By the clock of each person's own place. */
export const CampaignSchedule = z
  .object({
    /** 2026-03-05; null: as soon as it may. */
    day: z.iso.date().nullable().default(null),
    /** Minutes after midnight; null: at any hour that is not quiet. */
    minute: z.number().int().min(0).max(1_439).nullable().default(null),
    /** Goes on and looks every hour who has come to fit. Nobody gets it twice. */
    repeats: z.boolean().default(false),
  })
  .strict()
  .refine(({ day, repeats }) => day === null || !repeats, { error: "what repeats has no single day", path: ["day"] });
export type CampaignSchedule = z.output<typeof CampaignSchedule>;

const Values = z.record(z.string().max(120), z.string().max(1_000));
const CampaignContent = z.object({
  name: z.string().trim().min(1).max(120),
  type: z.enum(CAMPAIGN_TYPES),
  channelId: ChannelId,
  /** What is sent. Numbers without templates take `text`. */
  templateId: z.uuid().nullable(),
  /** May hold {{first_name}}, {{full_name}} and {{shop_name}}. */
  text: z.string().trim().max(4_096).nullable(),
  /** By place (`body.first_name`) or name: what stands where nothing is known of the person. */
  values: Values,
  /** The file of the template's header. */
  media: TemplateValuesInput.shape.media.unwrap().nullable(),
  audience: Audience,
  schedule: CampaignSchedule,
});
export const CreateCampaignInput = CampaignContent.extend({
  templateId: CampaignContent.shape.templateId.default(null),
  text: CampaignContent.shape.text.default(null),
  values: Values.default({}),
  media: CampaignContent.shape.media.default(null),
  audience: Audience.prefault({}),
  schedule: CampaignSchedule.prefault({}),
});
/** What is absent stays as it is. */
export const EditCampaignInput = CampaignContent.partial().extend({ id: CampaignId });
export const CampaignInput = z.object({ id: CampaignId });
export const ListCampaignsInput = PageInput.extend({ state: z.enum(CAMPAIGN_STATES).optional() });
/** Counts whom these words find, kept or not. */
export const CountAudienceInput = z.object({
  channelId: ChannelId,
  audience: Audience,
  templateId: z.uuid().nullable().default(null),
});
export const ListRecipientsInput = PageInput.extend({
  id: CampaignId,
  status: z.enum(RECIPIENT_STATUSES).optional(),
  answered: z.coerce.boolean().optional(),
});
export const ExportRecipientsInput = z.object({ id: CampaignId });

const Reason = z.string();
/** How many people are left out for one reason, and some of them. */
export const ExclusionView = z.object({
  reason: Reason,
  count: z.number().int(),
  people: z.array(z.object({ id: ContactId, name: z.string() })),
});
export const AudienceCount = z.object({
  /** Whom the filter finds. */
  found: z.number().int(),
  /** Of these, who gets it. */
  allowed: z.number().int(),
  excluded: z.array(ExclusionView),
  /** More than one campaign takes: nothing beyond was counted. */
  tooMany: z.boolean(),
});
export type AudienceCount = z.output<typeof AudienceCount>;

export const Preflight = AudienceCount.extend({
  /** Messages by what the vendor asks for them: its price is by country. */
  cost: z.array(
    z.object({ priceClass: z.enum(PRICE_CLASSES), country: z.string().nullable(), messages: z.number().int() }),
  ),
  category: z.enum(TEMPLATE_CATEGORIES).nullable(),
  /** People a day of the whole account; null: no limit that we know of. */
  limit: z.object({ perDay: z.number().int(), left: z.number().int(), days: z.number().int() }).nullable(),
  /** The earliest and the latest that somebody gets it, by what is known now. */
  firstAt: Instant.nullable(),
  lastAt: Instant.nullable(),
  findings: z.array(FindingView),
  /** The template advertises and has no button by which people stop it: a hint, no obstacle. */
  lacksOptOut: z.boolean(),
  /** What keeps it from being launched; empty: nothing. */
  obstacles: z.array(z.object({ reason: Reason, details: z.record(z.string(), z.union([z.string(), z.number()])) })),
  sample: z.object({ name: z.string(), text: z.string() }).nullable(),
});
export type Preflight = z.output<typeof Preflight>;

const Counts = z.object({
  total: z.number().int(),
  pending: z.number().int(),
  queued: z.number().int(),
  skipped: z.number().int(),
});
export const CampaignLine = z.object({
  id: CampaignId,
  name: z.string(),
  type: z.enum(CAMPAIGN_TYPES),
  channelId: ChannelId,
  channelLabel: z.string(),
  templateId: z.uuid().nullable(),
  templateName: z.string().nullable(),
  state: z.enum(CAMPAIGN_STATES),
  /** Why it stopped by itself. */
  reason: Reason.nullable(),
  /** Why nothing leaves for now though it runs, and until when. */
  waits: z.object({ reason: Reason, until: Instant.nullable() }).nullable(),
  schedule: CampaignSchedule,
  launchedAt: Instant.nullable(),
  /** Nothing leaves before, and until then the launch can be taken back. */
  startsAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
  createdByName: z.string(),
  createdAt: Instant,
  counts: Counts,
});
export type CampaignLine = z.output<typeof CampaignLine>;
export const CampaignsPage = page(CampaignLine);

export const CampaignView = CampaignLine.extend({
  text: z.string().nullable(),
  values: z.record(z.string(), z.string()),
  media: TemplateValuesInput.shape.media.unwrap().nullable(),
  audience: Audience,
  /** People by how it stands with them. `sent` left and is not known to have arrived. */
  report: z.object({
    pending: z.number().int(),
    sent: z.number().int(),
    delivered: z.number().int(),
    read: z.number().int(),
    failed: z.number().int(),
    unknown: z.number().int(),
    skipped: z.number().int(),
    /** Wrote back within seven days. */
    answered: z.number().int(),
    /** Asked for no more within seven days. */
    optedOut: z.number().int(),
    /** Messages that the vendor charges for. */
    charged: z.number().int(),
    reasons: z.array(z.object({ reason: Reason, count: z.number().int() })),
  }),
});
export type CampaignView = z.output<typeof CampaignView>;

/** One person of a campaign (CMP-02). */
export const RecipientView = z.object({
  id: z.uuid(),
  userId: ContactId,
  name: z.string(),
  type: z.enum(CAMPAIGN_TYPES),
  status: z.enum(RECIPIENT_STATUSES),
  /** Why it was left out, failed, or waits. */
  reason: Reason.nullable(),
  /** Not before. */
  dueAt: Instant,
  sentAt: Instant.nullable(),
  answered: z.boolean(),
  conversationId: z.uuid().nullable(),
});
export type RecipientView = z.output<typeof RecipientView>;
export const RecipientsPage = page(RecipientView);

/** What whoever writes a campaign chooses from. */
export const CampaignOptions = z.object({
  channels: z.array(
    z.object({
      id: ChannelId,
      label: z.string(),
      state: z.string(),
      takesTemplates: z.boolean(),
    }),
  ),
  templates: z.array(
    z.object({
      id: z.uuid(),
      channelIds: z.array(ChannelId),
      name: z.string(),
      language: z.string(),
      category: z.string(),
      body: z.string(),
      /** What needs a value: with the name of ours that fills it, if any does. */
      places: z.array(z.object({ place: z.string(), variable: z.string().nullable(), personal: z.boolean() })),
      wantsMedia: z.enum(["image", "video", "document"]).nullable(),
    }),
  ),
  tags: z.array(z.object({ tag: Tag, people: z.number().int() })),
  campaigns: z.array(z.object({ id: CampaignId, name: z.string() })),
  quiet: z.object({ from: z.number().int(), to: z.number().int() }),
  maxRecipients: z.literal(MAX_RECIPIENTS),
});
export type CampaignOptions = z.output<typeof CampaignOptions>;
