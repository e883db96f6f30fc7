import pg from "pg";
import { StatementNames } from "./statement-names.ts";
import type { Tracer } from "./tracer.ts";
import { Wakeups } from "./wakeups.ts";

export interface DatabaseOptions {
  /** Logs in as the app role: no superuser, no BYPASSRLS. */
  url: string;
  /** A read replica; `withMerchant(..., { readOnly: true })` goes there. Default: `url`. */
  readUrl?: string;
  /** False for poolers without prepared statements (DATABASE_PREPARE=off). */
  prepare?: boolean;
  /** Connections per pool, default 10. */
  max?: number;
  statementTimeoutMs?: number;
  lockTimeoutMs?: number;
  idleInTransactionTimeoutMs?: number;
  connectionTimeoutMs?: number;
  applicationName?: string;
  /** Told of transactions, and asked what is under way. */
  tracer?: Tracer | undefined;
  /** From when on a statement is slow, default 200. */
  slowAfterMs?: number;
  /** Told of lost idle connections and of failing after-commit hooks; nobody awaits those. */
  onError?: (error: Error) => void;
}

/** A statement whose caller waited long; its text has places instead of values. */
export interface SlowStatement {
  readonly text: string;
  readonly ms: number;
  /** Undefined when it was run for no merchant. */
  readonly merchantId: string | undefined;
}

/** Pools of the app role. Only `withMerchant`, `withUser` and `withSystem` take connections from it. */
export interface Database {
  readonly pool: pg.Pool;
  readonly readPool: pg.Pool;
  /** Opening statement of a transaction, and of a read-only one. */
  readonly begin: string;
  readonly beginReadOnly: string;
  /** Undefined when statements must not be prepared. */
  readonly names: StatementNames | undefined;
  readonly tracer: Tracer | undefined;
  readonly onError: (error: Error) => void;
  readonly wakeups: Wakeups;
  readonly slowAfterMs: number;
  /** Told of every slow statement; whoever keeps count sets it. */
  onSlow: ((statement: SlowStatement) => void) | undefined;
  /** Waits for running transactions, then closes every connection. */
  close(): Promise<void>;
}

const SLOW_MS = 200;
const LIFETIME_SECONDS = 30 * 60;

/** Opens no connection yet; the first transaction does. */
export function createDatabase(options: DatabaseOptions): Database {
  const prepare = options.prepare ?? true;
  const timeouts = {
    statement_timeout: options.statementTimeoutMs ?? 30_000,
    lock_timeout: options.lockTimeoutMs ?? 10_000,
    idle_in_transaction_session_timeout: options.idleInTransactionTimeoutMs ?? 30_000,
  };
  // A transaction pooler refuses unknown start-up parameters, so there each transaction sets its own limits.
  const local = Object.entries(timeouts).map(([name, ms]) => `; set local ${name} = ${ms}`);
  const onError = options.onError ?? ((error) => process.emitWarning(`database: ${error.message}`));
  let closing = false;

  function openPool(connectionString: string): pg.Pool {
    const pool = new pg.Pool({
      connectionString,
      pipeline: true,
      max: options.max ?? 10,
      application_name: options.applicationName ?? "nexusone",
      connectionTimeoutMillis: options.connectionTimeoutMs ?? 10_000,
      idleTimeoutMillis: 60_000,
      maxLifetimeSeconds: LIFETIME_SECONDS,
      keepAlive: true,
      ...(prepare ? timeouts : {}),
    });
    // Without a listener the loss of an idle connection ends the process.
    pool.on("error", (error) => {
      // A connection we said goodbye to may still hear that its server goes down: no news.
      if (!closing) onError(error);
    });
    return pool;
  }

  const pool = openPool(options.url);
  const readPool = options.readUrl === undefined ? pool : openPool(options.readUrl);
  const wakeups = new Wakeups(pool, onError);
  return {
    pool,
    readPool,
    wakeups,
    begin: prepare ? "begin" : ["begin", ...local].join(""),
    beginReadOnly: prepare ? "begin read only" : ["begin read only", ...local].join(""),
    tracer: options.tracer,
    names: prepare ? new StatementNames() : undefined,
    onError,
    slowAfterMs: options.slowAfterMs ?? SLOW_MS,
    onSlow: undefined,
    async close() {
      await wakeups.close();
      closing = true;
      await pool.end();
      if (readPool !== pool) await readPool.end();
    },
  };
}
