import { bigint, index, integer, primaryKey, text } from "drizzle-orm/pg-core";
import { instant, platformTable } from "./base.ts";

/** Who may do a thing alone until when, in real time. Reached through `src/leases.ts`. */
export const leases = platformTable("leases", {
  name: text("name").primaryKey(),
  holder: text("holder").notNull(),
  expiresAt: instant("expires_at").notNull(),
});

/** The next free moment of a bucket whose uses keep a spacing. Reached through `takeSlot`. */
export const rateSlots = platformTable(
  "rate_slots",
  {
    key: text("key").primaryKey(),
    nextAt: instant("next_at").notNull(),
  },
  (t) => [index("rate_slots_next_at").on(t.nextAt)],
);

/** Tokens leased so far in one window of a limit shared by all processes. Reached through `leaseTokens`. */
export const rateWindows = platformTable(
  "rate_windows",
  {
    key: text("key").notNull(),
    windowMs: bigint("window_ms", { mode: "number" }).notNull(),
    startedAt: instant("started_at").notNull(),
    taken: integer("taken").notNull(),
  },
  (t) => [
    primaryKey({ name: "rate_windows_pkey", columns: [t.key, t.windowMs] }),
    index("rate_windows_started_at").on(t.startedAt),
  ],
);

/** Up to which event a consumer has looked at all merchants. Reached through `queries/event-consumers.ts`. */
export const eventReaders = platformTable("event_readers", {
  consumer: text("consumer").primaryKey(),
  seq: bigint("seq", { mode: "number" }).notNull(),
});
