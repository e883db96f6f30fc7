import { sql } from "drizzle-orm";
import { check, index, text, unique, uuid } from "drizzle-orm/pg-core";
import { CONFLICT_SOURCES, type ConflictSource } from "@nexusone/contracts/contact-terms";
import { instant, oneOf, tenantRef, tenantTable, timestamps } from "./base.ts";
import { contacts } from "./contacts.ts";

/**
 * Two people whose identifiers were named together: they may be one, or a number went from one to the other. A person decides; once
 * they are known to be different nobody is asked again.
 */
export const identityConflicts = tenantTable(
  "identity_conflicts",
  {
    /** The one with the smaller id, so that a pair is one row. */
    contactId: uuid("contact_id").notNull(),
    otherId: uuid("other_id").notNull(),
    /** Of the identifiers that were named together. */
    digests: text("digests").array().notNull(),
    source: text("source").$type<ConflictSource>().notNull(),
    /** The message that named them: its number and the vendor's id. No foreign key: it is stored later, or never. */
    channelId: uuid("channel_id"),
    externalId: text("external_id"),
    at: instant("at").notNull(),
    /** When somebody said that they are different people. */
    decidedAt: instant("decided_at"),
    decidedByName: text("decided_by_name"),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.contactId, contacts, "cascade"),
    tenantRef(t, t.otherId, contacts, "cascade"),
    unique("identity_conflicts_key").on(t.merchantId, t.contactId, t.otherId),
    index("identity_conflicts_other").on(t.merchantId, t.otherId),
    index("identity_conflicts_open")
      .on(t.merchantId, t.at.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`decided_at is null`),
    oneOf(t.source, CONFLICT_SOURCES),
    check("identity_conflicts_pair_check", sql`${t.contactId} < ${t.otherId}`),
    check("identity_conflicts_decided_check", sql`(${t.decidedAt} is null) = (${t.decidedByName} is null)`),
  ],
);
