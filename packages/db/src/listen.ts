import type { DirectSql } from "./direct.ts";
import { afterCommit, type AnyTx } from "./with-merchant.ts";

/**
 * After `tx` commits, wakes the listeners of `channel` for `key` (usually the merchant's id), collected to at most 20
 * sendings a second per process. Never inside the transaction, where NOTIFY would serialise all commits.
 */
export function notifyAfterCommit(tx: AnyTx, channel: string, key: string): void {
  afterCommit(tx, (db) => db.wakeups.add(channel, key));
}

/**
 * Listens on a direct connection, which reconnects by itself.
 * @param onWake keys to look at; an empty list means: anything may have happened.
 * Called with an empty list at every (re)subscription too, since what was sent in the gap is lost. Poll besides.
 * @returns a function that stops listening.
 */
export async function listen(
  sql: DirectSql,
  channel: string,
  onWake: (keys: readonly string[]) => void,
): Promise<() => Promise<void>> {
  const subscription = await sql.listen(
    channel,
    (payload) => onWake(payload === "" ? [] : payload.split(",")),
    () => onWake([]),
  );
  return () => subscription.unlisten();
}
