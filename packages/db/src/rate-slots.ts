import { sql } from "drizzle-orm";
import { withSystem, type AnyTx, type Database } from "./with-merchant.ts";

/**
 * Reserves the next free moment of the bucket `key`, whose uses keep `spacingMs` apart across all processes.
 * @returns how many milliseconds to wait before using it. Real time; a slot that is not used is lost.
 */
export async function takeSlot(db: Database, key: string, spacingMs: number): Promise<number> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute(sql`select system.take_slot(${key}, ${spacingMs}) as wait`);
    return Number(rows[0]?.["wait"]);
  });
}

/**
 * Like `takeSlot`, within the caller's transaction: others who ask for the same wait for its end, so ask last.
 * @returns milliseconds to wait, undefined when it would be more than `maxWaitMs`; then nothing is reserved.
 */
export async function takeSlotWithinTx(
  tx: AnyTx,
  key: string,
  spacingMs: number,
  maxWaitMs: number,
): Promise<number | undefined> {
  const { rows } = await tx.execute(sql`select system.take_slot_within(${key}, ${spacingMs}, ${maxWaitMs}) as wait`);
  const wait = rows[0]?.["wait"];
  return wait === null || wait === undefined ? undefined : Number(wait);
}

/**
 * Takes a use of the bucket `key`, of which there is one every `everyMs`, or up to `burst` within `burstMs` borrowed from the time that
 * follows. Within the caller's transaction: taken back with it, and others who ask for the same wait for its end.
 * @returns 0 when it was taken, else in how many milliseconds of real time to ask again.
 */
export async function takeBurst(
  tx: AnyTx,
  key: string,
  pace: { everyMs: number; burst: number; burstMs: number },
): Promise<number> {
  const { rows } = await tx.execute(
    sql`select system.take_burst(${key}, ${pace.everyMs}, ${pace.burst}, ${pace.burstMs}) as wait`,
  );
  return Number(rows[0]?.["wait"]);
}

/**
 * Takes up to `want` tokens of the window of `windowMs` that `key` is in, of which there are `limit` for all processes.
 * Exact in itself: overshoot arises only where a process spends tokens after their window, so lease small blocks.
 * @returns the tokens granted (0 when the window is spent), those left for whoever asks next, and when it resets, in real time.
 */
export async function leaseTokens(
  db: Database,
  key: string,
  window: { windowMs: number; limit: number; want: number },
): Promise<{ granted: number; remaining: number; resetAt: Date }> {
  // Counted from before the question: a process must not spend in the next window what it leased in this one.
  const askedAt = Date.now();
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute(
      sql`select * from system.lease_tokens(${key}, ${window.windowMs}, ${window.limit}, ${window.want})`,
    );
    const row = rows[0] as { granted: number; remaining: number; resets_in_ms: number };
    return { granted: row.granted, remaining: row.remaining, resetAt: new Date(askedAt + row.resets_in_ms) };
  });
}

/** What is taken of each of these windows that is still running; those nothing was taken from are left out. */
export async function readWindows(
  db: Database,
  keys: readonly string[],
): Promise<{ key: string; windowMs: number; taken: number; resetAt: Date }[]> {
  const askedAt = Date.now();
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute<{ key: string; window_ms: string; taken: number; resets_in_ms: number }>(
      sql`select * from system.read_windows(${sql.param([...keys])})`,
    );
    return rows.map((row) => ({
      key: row.key,
      windowMs: Number(row.window_ms),
      taken: row.taken,
      resetAt: new Date(askedAt + row.resets_in_ms),
    }));
  });
}

/** Forgets buckets untouched for a day; for a daily job. */
export async function pruneRates(db: Database): Promise<void> {
  await withSystem(db, (tx) => tx.execute(sql`select system.prune_rates()`));
}
