import { sql } from "drizzle-orm";
import { withSystem, type Database } from "./with-merchant.ts";

/**
 * Reserves the next free moment of the bucket `key`, whose uses keep `spacingMs` apart across all processes, if it comes
 * within `maxWaitMs`; otherwise reserves nothing.
 * @returns milliseconds to wait before using it, undefined when it would come too late. Real time.
 */
export async function takeSlotWithin(
  db: Database,
  key: string,
  spacingMs: number,
  maxWaitMs: number,
): Promise<number | undefined> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute(
      sql`select system.take_slot_within(${key}, ${spacingMs}, ${Math.ceil(maxWaitMs)}) as wait`,
    );
    const wait = rows[0]?.["wait"];
    return wait === null || wait === undefined ? undefined : Number(wait);
  });
}
