import { sql } from "drizzle-orm";
import { boolean, check, index, jsonb, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { Address } from "@nexusone/contracts/addresses";
import {
  CONSENT_SOURCES,
  CONTACT_PURPOSES,
  IDENTIFIER_TYPES,
  SUPPRESSED_PURPOSES,
  SUPPRESSION_CAUSES,
  type ConsentSource,
  type ContactPurpose,
  type IdentifierType,
  type SuppressedPurpose,
  type SuppressionCause,
} from "@nexusone/contracts/contact-terms";
import type { DeliveryPreferences } from "@nexusone/contracts/delivery-preference-terms";
import { createdAt, instant, matches, oneOf, tenantRef, tenantTable, timestamps } from "./base.ts";
import { tsvector } from "./tsvector.ts";

/**
 * The people a merchant sells to and talks with. What is about the person stands here, in identifiers and in addresses, and can
 * be blanked and deleted; what others refer to is the row itself.
 */
export const contacts = tenantTable(
  "contacts",
  {
    name: text("name").notNull(),
    nameLower: text("name_lower").notNull(),
    language: text("language"),
    note: text("note").notNull().default(""),
    /** The shop's own words for groups of people, sorted. */
    tags: text("tags").array().notNull().default([]),
    /** What they told about their deliveries. */
    deliveryPreferences: jsonb("delivery_preferences").$type<DeliveryPreferences>(),
    addedAt: instant("added_at").notNull(),
    /**
     * Merged into another one: nothing is left here, and whoever refers to this row means that one. Without a foreign key: an
     * archive reads rows in as they come.
     */
    mergedIntoId: uuid("merged_into_id"),
    /** Forgotten: nothing is left here, and nobody is meant by it any more but in what they once ordered. */
    erasedAt: instant("erased_at"),
    /** Words of name and identifiers; kept by the verbs that change them. */
    searchText: text("search_text").notNull().default(""),
    /** Lexemes prefixed with the merchant. See system/search.ts. */
    search: tsvector("search").generatedAlwaysAs(
      sql`merchant_lexemes(merchant_id, to_tsvector('simple', search_text))`,
    ),
    ...timestamps(),
  },
  (t) => [
    index("contacts_newest").on(t.merchantId, t.addedAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index("contacts_name").on(t.merchantId, t.nameLower, t.id),
    index("contacts_merged_into").on(t.merchantId, t.mergedIntoId),
    index("contacts_search").using("gin", t.search).with({ fastupdate: false }),
    matches(t.language, "^[a-z]{2}$"),
    check("contacts_merged_check", sql`${t.mergedIntoId} <> ${t.id}`),
  ],
);

/** How a person is reached and recognised. One value of a type is one person's. */
export const contactIdentifiers = tenantTable(
  "contact_identifiers",
  {
    contactId: uuid("contact_id").notNull(),
    type: text("type").$type<IdentifierType>().notNull(),
    /** In its one form: E.164, lower case, the platform's id. */
    value: text("value").notNull(),
    /** Stands in the suppression register for type and value. */
    digest: text("digest").notNull(),
    /** Since when it is no longer theirs: what is from before still means them, what comes later is somebody else's. */
    endedAt: instant("ended_at"),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.contactId, contacts, "cascade"),
    unique("contact_identifiers_key").on(t.merchantId, t.type, t.value),
    index("contact_identifiers_contact").on(t.merchantId, t.contactId),
    oneOf(t.type, IDENTIFIER_TYPES),
  ],
);

/** Where a person has parcels sent. An order takes a copy. */
export const contactAddresses = tenantTable(
  "contact_addresses",
  {
    contactId: uuid("contact_id").notNull(),
    address: jsonb("address").$type<Address>().notNull(),
    isDefault: boolean("is_default").notNull(),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.contactId, contacts, "cascade"),
    index("contact_addresses_contact").on(t.merchantId, t.contactId),
    uniqueIndex("contact_addresses_default")
      .on(t.merchantId, t.contactId)
      .where(sql`is_default`),
  ],
);

/** What people agreed to, and took back: a record that only grows. The newest of a purpose counts. */
export const contactConsents = tenantTable(
  "contact_consents",
  {
    contactId: uuid("contact_id").notNull(),
    purpose: text("purpose").$type<ContactPurpose>().notNull(),
    granted: boolean("granted").notNull(),
    source: text("source").$type<ConsentSource>().notNull(),
    evidence: text("evidence").notNull(),
    byName: text("by_name").notNull(),
    givenAt: instant("given_at").notNull(),
    ...createdAt(),
  },
  (t) => [
    tenantRef(t, t.contactId, contacts, "cascade"),
    index("contact_consents_contact").on(
      t.merchantId,
      t.contactId,
      t.givenAt.desc().nullsFirst(),
      t.id.desc().nullsFirst(),
    ),
    oneOf(t.purpose, CONTACT_PURPOSES),
    oneOf(t.source, CONSENT_SOURCES),
  ],
);

/**
 * Whom nobody writes to, asked by every sender. By digest, so that it holds on when the person themselves is erased; what was
 * lifted stays with its end.
 */
export const suppressions = tenantTable(
  "suppressions",
  {
    digest: text("digest").notNull(),
    purpose: text("purpose").$type<SuppressedPurpose>().notNull(),
    cause: text("cause").$type<SuppressionCause>().notNull(),
    byName: text("by_name").notNull(),
    since: instant("since").notNull(),
    endedAt: instant("ended_at"),
    ...timestamps(),
  },
  (t) => [
    uniqueIndex("suppressions_active")
      .on(t.merchantId, t.digest, t.purpose)
      .where(sql`ended_at is null`),
    oneOf(t.purpose, SUPPRESSED_PURPOSES),
    oneOf(t.cause, SUPPRESSION_CAUSES),
  ],
);
