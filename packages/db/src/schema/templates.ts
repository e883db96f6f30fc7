import type { Environment } from "@nexusone/contracts/cj";
import { ENVIRONMENTS } from "@nexusone/contracts/cj";
import type { TemplateContent } from "@nexusone/contracts/template-content";
import {
  SUBMISSION_KINDS,
  SUBMISSION_STATES,
  TEMPLATE_CATEGORIES,
  TEMPLATE_SOURCES,
  TEMPLATE_STATES,
  TEMPLATE_TYPES,
  type SubmissionKind,
  type SubmissionState,
  type TemplateCategoryName,
  type TemplateSource,
  type TemplateState,
  type TemplateType,
} from "@nexusone/contracts/template-terms";
import { boolean, check, index, integer, jsonb, text, unique, uuid } from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import { instant, matches, oneOf, reasonCode, tenantRef, tenantTable, timestamps } from "./base.ts";

/** A WhatsApp business account whose templates we follow. One that is missing was never asked. */
export const templateAccounts = tenantTable(
  "template_accounts",
  {
    environment: text("environment").$type<Environment>().notNull(),
    accountId: text("account_id").notNull(),
    /** When its whole list was last read. */
    syncedAt: instant("synced_at"),
    /** Why the last try ended early. */
    reason: reasonCode("reason"),
    /** The next time it is read. */
    syncAt: instant("sync_at").notNull(),
    ...timestamps(),
  },
  (t) => [
    unique("template_accounts_key").on(t.merchantId, t.environment, t.accountId),
    index("template_accounts_due").on(t.syncAt),
    oneOf(t.environment, ENVIRONMENTS),
  ],
);

/** A message template in one language (TPL-01): as it is being written, and as Meta has it. */
export const messageTemplates = tenantTable(
  "message_templates",
  {
    /** The account it belongs to; null: written before there was one. */
    environment: text("environment").$type<Environment>(),
    accountId: text("account_id"),
    /** Meta's id of it; null while it is not there. */
    externalId: text("external_id"),
    name: text("name").notNull(),
    language: text("language").notNull(),
    type: text("type").$type<TemplateType>().notNull(),
    state: text("state").$type<TemplateState>().notNull().default("active"),
    /** The newest version, which people edit. */
    version: integer("version").notNull(),
    content: jsonb("content").$type<TemplateContent>().notNull(),
    /** Parts as Meta lists them that we have no form for: such a template is sent and not edited. */
    unread: jsonb("unread").$type<unknown[]>().notNull().default([]),
    /** The version that Meta has, which is what is sent. */
    sentVersion: integer("sent_version"),
    /** The category asked for last; `category` is what Meta made of it. */
    askedCategory: text("asked_category").$type<TemplateCategoryName>(),
    category: text("category"),
    /** Announced: from then on it is another. */
    nextCategory: text("next_category"),
    nextCategoryAt: instant("next_category_at"),
    /** Meta's word; null: not there. */
    status: text("status"),
    /** When Meta said so, by its own clock where it told one: what is older changes nothing. */
    statusAt: instant("status_at"),
    /** Meta's word for why: INVALID_FORMAT and others; ours where we found it gone. */
    statusReason: text("status_reason"),
    /** What Meta says about it, for people. */
    advice: text("advice"),
    disableAt: instant("disable_at"),
    quality: text("quality"),
    submittedAt: instant("submitted_at"),
    /** Who wrote the first version; null: it came from Meta or from the defaults. */
    createdById: uuid("created_by_id"),
    createdByName: text("created_by_name").notNull(),
    ...timestamps(),
  },
  (t) => [
    unique("message_templates_key").on(t.merchantId, t.environment, t.accountId, t.name, t.language).nullsNotDistinct(),
    index("message_templates_list").on(t.merchantId, t.name, t.language, t.id),
    index("message_templates_external").on(t.merchantId, t.accountId, t.externalId),
    oneOf(t.environment, ENVIRONMENTS),
    oneOf(t.type, TEMPLATE_TYPES),
    oneOf(t.state, TEMPLATE_STATES),
    oneOf(t.askedCategory, TEMPLATE_CATEGORIES),
    matches(t.category, "^[A-Z0-9_]{1,40}$"),
    matches(t.nextCategory, "^[A-Z0-9_]{1,40}$"),
    matches(t.status, "^[A-Z0-9_]{1,40}$"),
    matches(t.quality, "^[A-Z0-9_]{1,40}$"),
    check("message_templates_account_check", sql`(${t.environment} is null) = (${t.accountId} is null)`),
    check("message_templates_sent_check", sql`${t.sentVersion} <= ${t.version} and ${t.version} >= 1`),
  ],
);

/** What a template said, version by version: who wrote it and when. Only grows. */
export const templateVersions = tenantTable(
  "template_versions",
  {
    templateId: uuid("template_id").notNull(),
    version: integer("version").notNull(),
    content: jsonb("content").$type<TemplateContent>().notNull(),
    source: text("source").$type<TemplateSource>().notNull(),
    byUserId: uuid("by_user_id"),
    byName: text("by_name").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [
    tenantRef(t, t.templateId, messageTemplates, "cascade"),
    unique("template_versions_key").on(t.merchantId, t.templateId, t.version),
    oneOf(t.source, TEMPLATE_SOURCES),
  ],
);

/** Each time a version was put before Meta, and what Meta answered. */
export const templateSubmissions = tenantTable(
  "template_submissions",
  {
    templateId: uuid("template_id").notNull(),
    version: integer("version").notNull(),
    kind: text("kind").$type<SubmissionKind>().notNull(),
    state: text("state").$type<SubmissionState>().notNull(),
    /** Approved when it was edited: Meta counts these. */
    wasApproved: boolean("was_approved").notNull(),
    askedCategory: text("asked_category").$type<TemplateCategoryName>().notNull(),
    reason: reasonCode("reason"),
    /** Meta's own words of a refusal. */
    detail: text("detail"),
    sentAt: instant("sent_at").notNull(),
    answeredAt: instant("answered_at"),
    /** How the review ended, and when. */
    outcome: text("outcome"),
    outcomeReason: text("outcome_reason"),
    decidedAt: instant("decided_at"),
    byName: text("by_name").notNull(),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.templateId, messageTemplates, "cascade"),
    index("template_submissions_template").on(t.merchantId, t.templateId, t.sentAt),
    index("template_submissions_sent").on(t.merchantId, t.sentAt),
    oneOf(t.kind, SUBMISSION_KINDS),
    oneOf(t.state, SUBMISSION_STATES),
    oneOf(t.askedCategory, TEMPLATE_CATEGORIES),
  ],
);
