import { sql } from "drizzle-orm";
import { withSystem, type Database } from "./with-merchant.ts";

/**
 * Takes or renews the lease `name` for `holder` (a process or run id) for `ttlMs` of real time.
 * @returns false while somebody else holds it.
 */
export async function takeLease(db: Database, name: string, holder: string, ttlMs: number): Promise<boolean> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute(sql`select system.take_lease(${name}, ${holder}, ${ttlMs}) as taken`);
    return rows[0]?.["taken"] === true;
  });
}

/** Gives the lease back at once; nothing happens when `holder` no longer has it. */
export async function releaseLease(db: Database, name: string, holder: string): Promise<void> {
  await withSystem(db, (tx) => tx.execute(sql`select system.release_lease(${name}, ${holder})`));
}

/**
 * Runs `fn` alone among all processes, renewing the lease at a third of `ttlMs`. `signal` aborts as soon as the lease may
 * have passed to another holder: stop writing then.
 * @returns undefined without calling `fn` while somebody else holds the lease.
 */
export async function withLease<T>(
  db: Database,
  lease: { name: string; holder: string; ttlMs: number },
  fn: (signal: AbortSignal) => Promise<T>,
): Promise<{ value: T } | undefined> {
  const { name, holder, ttlMs } = lease;
  let heldUntil = performance.now() + ttlMs;
  if (!(await takeLease(db, name, holder, ttlMs))) return undefined;

  const lost = new AbortController();
  let renewing: Promise<void> = Promise.resolve();
  const renew = async () => {
    // Counted from before the request: the database's own count starts later.
    const until = performance.now() + ttlMs;
    const kept = await takeLease(db, name, holder, ttlMs).catch(() => undefined);
    if (kept) heldUntil = until;
    if (kept === false || performance.now() >= heldUntil) lost.abort(new Error(`the lease ${name} was lost`));
  };
  const renewal = setInterval(() => (renewing = renewing.then(renew)), Math.max(1, ttlMs / 3));
  try {
    return { value: await fn(lost.signal) };
  } finally {
    clearInterval(renewal);
    await renewing;
    // If this fails the lease simply runs out.
    await releaseLease(db, name, holder).catch(db.onError);
  }
}
