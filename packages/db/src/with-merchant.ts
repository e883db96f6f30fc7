import type pg from "pg";
import type { Database } from "./database.ts";
import { isConnectionError, isStalePlan } from "./errors.ts";
import { BoundTransaction, TransactionScope, type AfterCommit } from "./transaction.ts";

export { createDatabase, type Database, type DatabaseOptions, type SlowStatement } from "./database.ts";
export { constraintOf, isConnectionError, isUniqueViolation, sqlState } from "./errors.ts";
export type { AfterCommit } from "./transaction.ts";

declare const merchantBrand: unique symbol;
declare const userBrand: unique symbol;
declare const systemBrand: unique symbol;

/** A transaction bound to one merchant; only `withMerchant` hands it out. */
export type MerchantTx = BoundTransaction & { readonly [merchantBrand]: true };
/** A transaction bound to one user, in no merchant. */
export type UserTx = BoundTransaction & { readonly [userBrand]: true };
/** A transaction bound to nobody: it reads no row under a policy, only the functions of `src/system/`. */
export type SystemTx = BoundTransaction & { readonly [systemBrand]: true };
/** Any of the three. */
export type AnyTx = MerchantTx | UserTx | SystemTx;

/** Who is on record for what a transaction writes: `kind:id` of the actor, and the request or job it belongs to. */
export interface Acting {
  readonly actor: string;
  readonly requestId: string;
}

export interface MerchantScope {
  merchantId: string;
  userId?: string;
  /** Without it whatever is audited is on record as done by nobody known. */
  by?: Acting;
  /** `begin read only`, on the read pool when there is one. */
  readOnly?: boolean;
}

/**
 * Runs `fn` in a transaction that sees only the rows of `merchantId` (and of `userId` when given), and commits.
 * `fn` may run a second time when the connection was already dead or a prepared plan stale: keep it to the database.
 * @throws what `fn` throws; the first failed statement even when `fn` swallowed it; 22P02 for a malformed id.
 */
export function withMerchant<T>(db: Database, scope: MerchantScope, fn: (tx: MerchantTx) => Promise<T>): Promise<T> {
  return run(db, { ...scope, readOnly: scope.readOnly ?? false }, fn as (tx: BoundTransaction) => Promise<T>);
}

/** Like `withMerchant` for rows owned by a user across merchants. */
export function withUser<T>(db: Database, userId: string, fn: (tx: UserTx) => Promise<T>): Promise<T> {
  return run(db, { userId, readOnly: false }, fn as (tx: BoundTransaction) => Promise<T>);
}

/** A transaction without merchant and user, for the named functions of `src/system/`. */
export function withSystem<T>(db: Database, fn: (tx: SystemTx) => Promise<T>): Promise<T> {
  return run(db, { readOnly: false }, fn as (tx: BoundTransaction) => Promise<T>);
}

/** Runs `hook` once the whole transaction has committed, unawaited; never after a rollback, of a savepoint either. */
export function afterCommit(tx: AnyTx, hook: AfterCommit): void {
  tx.scope.afterCommit.push(hook);
}

interface Binding {
  merchantId?: string;
  userId?: string;
  by?: Acting;
  readOnly: boolean;
}

// The casts to uuid make a malformed id fail here, before anything else can run.
const BIND =
  "select set_config('app.merchant_id', coalesce($1::uuid::text, ''), true), set_config('app.user_id', coalesce($2::uuid::text, ''), true), set_config('app.actor', $3, true), set_config('app.request_id', $4, true)";

function run<T>(db: Database, binding: Binding, fn: (tx: BoundTransaction) => Promise<T>): Promise<T> {
  // What looks every second whether there is something to do is part of nothing.
  if (!db.tracer?.current()) return runOnce(db, binding, fn);
  const facts = { "nexusone.merchant": binding.merchantId, "nexusone.read_only": binding.readOnly };
  return db.tracer.span("transaction", facts, () => runOnce(db, binding, fn));
}

async function runOnce<T>(db: Database, binding: Binding, fn: (tx: BoundTransaction) => Promise<T>): Promise<T> {
  const first = await attempt(db, binding, fn);
  if (first.ok) return first.value;
  if (!first.retryable) throw first.error;
  const second = await attempt(db, binding, fn);
  if (second.ok) return second.value;
  throw second.error;
}

type Outcome<T> = { ok: true; value: T } | { ok: false; error: unknown; retryable: boolean };

async function attempt<T>(
  db: Database,
  binding: Binding,
  fn: (tx: BoundTransaction) => Promise<T>,
): Promise<Outcome<T>> {
  const pool = binding.readOnly ? db.readPool : db.pool;
  const client = await pool.connect();
  const connection = watchConnection(client);
  const { merchantId, by } = binding;
  const scope = new TransactionScope(client, db, { merchantId, cause: by?.requestId || undefined });

  const begun = client.query(binding.readOnly ? db.beginReadOnly : db.begin).then(
    () => undefined,
    (error: unknown) => {
      scope.record(error);
      return { error };
    },
  );
  if (binding.merchantId !== undefined || binding.userId !== undefined) {
    const { merchantId = null, userId = null, by } = binding;
    const values = [merchantId, userId, by?.actor ?? "", by?.requestId ?? ""];
    // Unawaited like `begin`: both travel with the first statement, and a failure aborts whatever follows.
    client.query({ name: db.names && "bind", text: BIND, values }).catch((error: unknown) => scope.record(error));
  }

  const work = (async () => fn(new BoundTransaction(scope)))();
  try {
    const value = await Promise.race([work, connection.lost]);
    scope.close();
    if (scope.firstError !== undefined) throw scope.firstError;
    const commit = await Promise.race([client.query("commit"), connection.lost]);
    if (commit.command !== "COMMIT") throw scope.firstError ?? new Error("the transaction was rolled back");
    connection.release();
    runHooks(db, scope.afterCommit);
    return { ok: true, value };
  } catch (caught) {
    scope.close();
    const error = scope.explain(caught);
    const stalePlan = isStalePlan(error) || isStalePlan(scope.firstError);
    // A stale plan stays with its connection for ever, a failed one is of no use: both are destroyed.
    let broken = connection.failure() ?? (stalePlan || isConnectionError(error) ? asError(error) : undefined);
    if (broken === undefined) {
      broken = await Promise.race([client.query("rollback"), connection.lost]).then(() => undefined, asError);
    }
    connection.release(broken);
    const failedBegin = await begun;
    // Nothing ran when `begin` itself died with its connection. `fn` must have ended before it is called again.
    if (failedBegin !== undefined || stalePlan) await work.catch(() => {});
    return { ok: false, error, retryable: stalePlan || isConnectionError(failedBegin?.error) };
  }
}

/** Turns the loss of a checked-out connection into a rejection, also while `fn` waits for something else. */
function watchConnection(client: pg.PoolClient) {
  let failed: Error | undefined;
  let reject: (error: Error) => void;
  const lost = new Promise<never>((_, no) => (reject = no));
  lost.catch(() => {});
  const onLost = (error?: Error) => {
    failed ??= error ?? new Error("Connection terminated unexpectedly");
    reject(failed);
  };
  client.on("error", onLost);
  client.on("end", onLost);
  return {
    lost,
    failure: () => failed,
    release(error?: Error) {
      client.release(error);
      client.off("error", onLost);
      client.off("end", onLost);
    },
  };
}

function runHooks(db: Database, hooks: AfterCommit[]): void {
  for (const hook of hooks) {
    void (async () => hook(db))().catch((error: unknown) => db.onError(asError(error)));
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
