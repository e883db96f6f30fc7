import { sql } from "drizzle-orm";
import { index, jsonb, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { CONSENT_SOURCES, type ConsentSource } from "@nexusone/contracts/contact-terms";
import { ERASURE_STATES, type ErasureState } from "@nexusone/contracts/erasure-terms";
import { instant, oneOf, tenantRef, tenantTable, timestamps } from "./base.ts";
import { contacts } from "./contacts.ts";

/** Who asked that their data be deleted, and what came of it: the proof, which names nobody any more. */
export const erasures = tenantTable(
  "erasures",
  {
    contactId: uuid("contact_id").notNull(),
    state: text("state").$type<ErasureState>().notNull(),
    source: text("source").$type<ConsentSource>().notNull(),
    byName: text("by_name").notNull(),
    note: text("note").notNull().default(""),
    askedAt: instant("asked_at").notNull(),
    dueAt: instant("due_at").notNull(),
    settledAt: instant("settled_at"),
    counts: jsonb("counts").$type<Record<string, number>>(),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.contactId, contacts, "cascade"),
    uniqueIndex("erasures_open")
      .on(t.merchantId, t.contactId)
      .where(sql`state = 'asked'`),
    index("erasures_contact").on(t.merchantId, t.contactId),
    index("erasures_newest").on(t.merchantId, t.askedAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    oneOf(t.state, ERASURE_STATES),
    oneOf(t.source, CONSENT_SOURCES),
  ],
);
