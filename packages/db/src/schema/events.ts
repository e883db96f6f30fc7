import { bigint, index, jsonb, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import { ACTOR_KINDS, type EventType } from "@nexusone/contracts/events";
import { instant, oneOf, tenantTable, timestamps } from "./base.ts";

/**
 * Business history, append-only, written in the transaction that makes the event true. Commit order is not id order: one
 * dispatcher at a time gives `seq` after the commit, and every reader goes by `seq`.
 */
export const events = tenantTable(
  "events",
  {
    type: text("type").$type<EventType>().notNull(),
    happenedAt: instant("happened_at").notNull(),
    actorKind: text("actor_kind").$type<(typeof ACTOR_KINDS)[number]>().notNull(),
    actorId: text("actor_id"),
    /** The event or request before it. */
    cause: text("cause"),
    subjectKind: text("subject_kind"),
    subjectId: uuid("subject_id"),
    payload: jsonb("payload").$type<Record<string, unknown>>().notNull(),
    seq: bigint("seq", { mode: "number" }),
    ...timestamps(),
  },
  (t) => [
    uniqueIndex("events_seq").on(t.merchantId, t.seq),
    index("events_by_seq").on(t.seq),
    index("events_undispatched")
      .on(t.createdAt, t.id)
      .where(sql`seq is null`),
    index("events_type").on(t.merchantId, t.type, t.seq.desc().nullsFirst()),
    index("events_happened").on(t.merchantId, t.happenedAt),
    index("events_subject").on(t.merchantId, t.subjectKind, t.subjectId, t.id.desc().nullsFirst()),
    oneOf(t.actorKind, ACTOR_KINDS),
  ],
);

/** How far a consumer of events has come with this merchant: moved in the transaction that applies them, so each counts once. */
export const eventCursors = tenantTable(
  "event_cursors",
  {
    consumer: text("consumer").notNull(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    ...timestamps(),
  },
  (t) => [unique("event_cursors_consumer_key").on(t.merchantId, t.consumer)],
);
