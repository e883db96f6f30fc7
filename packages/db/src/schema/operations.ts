import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, text, uuid } from "drizzle-orm/pg-core";
import { OPERATION_STATUSES, type OperationStatus } from "@nexusone/contracts/operation-status";
import { instant, oneOf, reasonCode, tenantTable, timestamps } from "./base.ts";

/**
 * Background work a merchant may ask about, written in the transaction that enqueues its job. `run` counts how often it was
 * enqueued and `claim` names the attempt at work: whoever holds an older one writes nothing here any more.
 */
export const operations = tenantTable(
  "operations",
  {
    queue: text("queue").notNull(),
    kind: text("kind").notNull(),
    status: text("status").$type<OperationStatus>().notNull().default("queued"),
    progress: integer("progress").notNull().default(0),
    attempts: integer("attempts").notNull().default(0),
    maxAttempts: integer("max_attempts").notNull(),
    reason: reasonCode("reason"),
    reasonDetails: jsonb("reason_details").$type<Record<string, string | number>>().notNull().default({}),
    subjectKind: text("subject_kind"),
    subjectId: uuid("subject_id"),
    /** Ids only: what the job is enqueued with again. */
    payload: jsonb("payload").$type<Record<string, unknown>>().notNull(),
    userId: uuid("user_id"),
    userName: text("user_name").notNull(),
    run: integer("run").notNull().default(1),
    claim: uuid("claim"),
    /** Real time, as the queue's. */
    runAfter: instant("run_after"),
    startedAt: instant("started_at"),
    finishedAt: instant("finished_at"),
    ...timestamps(),
  },
  (t) => [
    oneOf(t.status, OPERATION_STATUSES),
    check("operations_progress_check", sql`${t.progress} between 0 and 100`),
    index("operations_status").on(t.merchantId, t.status, t.id.desc().nullsFirst()),
    index("operations_queue").on(t.merchantId, t.queue, t.id.desc().nullsFirst()),
    index("operations_queue_status").on(t.merchantId, t.queue, t.status, t.id.desc().nullsFirst()),
    index("operations_subject").on(t.merchantId, t.subjectKind, t.subjectId, t.id.desc().nullsFirst()),
  ],
);
