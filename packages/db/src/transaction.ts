import { PgDialect } from "drizzle-orm/pg-core";
import { NodePgSession, NodePgTransaction } from "drizzle-orm/node-postgres";
import type pg from "pg";
import type { Database } from "./database.ts";
import { sqlState } from "./errors.ts";

type NoSchema = Record<string, never>;
type QueryInput = string | pg.QueryConfig | pg.QueryArrayConfig;
export type AfterCommit = (db: Database) => void | Promise<void>;

const dialect = new PgDialect();
const ABORTED = "25P02";

/** Whose transaction it is, and the request or job it belongs to. */
type ScopeOf = { readonly merchantId: string | undefined; readonly cause: string | undefined };

/**
 * One transaction or savepoint on one connection: what drizzle uses as its client. It names statements, remembers
 * the first error, and once closed refuses statements: by then the connection may carry someone else's transaction.
 */
export class TransactionScope {
  readonly afterCommit: AfterCommit[] = [];
  /** The request or job this transaction belongs to. */
  readonly cause: string | undefined;
  readonly #client: pg.PoolClient;
  readonly #db: Database;
  readonly #merchantId: string | undefined;
  readonly #outer: TransactionScope | undefined;
  #closed = false;
  #firstError: unknown;

  constructor(client: pg.PoolClient, db: Database, of: ScopeOf, outer?: TransactionScope) {
    this.cause = of.cause;
    this.#client = client;
    this.#db = db;
    this.#merchantId = of.merchantId;
    this.#outer = outer;
  }

  get #over(): boolean {
    return this.#closed || (this.#outer !== undefined && this.#outer.#over);
  }

  /** What it is part of, for work it enqueues. */
  get trace(): string | undefined {
    return this.#db.tracer?.current();
  }

  get firstError(): unknown {
    return this.#firstError;
  }

  record(error: unknown): void {
    this.#firstError ??= error;
  }

  /** To be called before commit or rollback is sent, never after. */
  close(): void {
    this.#closed = true;
  }

  child(): TransactionScope {
    return new TransactionScope(this.#client, this.#db, { merchantId: this.#merchantId, cause: this.cause }, this);
  }

  /** "Transaction is aborted" only repeats that an earlier statement failed: the earlier error is the news. */
  explain(error: unknown): unknown {
    return sqlState(error) === ABORTED && this.#firstError !== undefined ? this.#firstError : error;
  }

  async query(input: QueryInput, values?: unknown[]): Promise<pg.QueryResult> {
    if (this.#over) throw new Error("the transaction is over: a statement came after its end (missing await?)");
    const config = typeof input === "string" ? { text: input } : { ...input };
    // A named statement holds one command only; text without parameters may hold several.
    if (config.name === undefined && values !== undefined && values.length > 0) {
      config.name = this.#db.names?.nameOf(config.text);
    }
    const startedAt = performance.now();
    try {
      return await this.#client.query(config, values);
    } catch (error) {
      this.record(error);
      throw error;
    } finally {
      const ms = performance.now() - startedAt;
      if (ms >= this.#db.slowAfterMs) this.#db.onSlow?.({ text: config.text, ms, merchantId: this.#merchantId });
    }
  }
}

/** A drizzle transaction bound to a scope. `transaction()` opens a savepoint. */
export class BoundTransaction extends NodePgTransaction<NoSchema, NoSchema> {
  readonly scope: TransactionScope;

  constructor(scope: TransactionScope, nestedIndex = 0) {
    // drizzle asks of its client nothing but `query`.
    super(dialect, new NodePgSession(scope as unknown as pg.PoolClient, dialect, undefined), undefined, nestedIndex);
    this.scope = scope;
  }

  /** Runs `fn` in a savepoint: its failure undoes only what it did, and is thrown. */
  override async transaction<T>(fn: (tx: this) => Promise<T>): Promise<T> {
    const savepoint = `sp${this.nestedIndex + 1}`;
    const inner = this.scope.child();
    // Unawaited on purpose; its failure is recorded in the scope and aborts everything after it.
    this.scope.query(`savepoint ${savepoint}`).catch(() => {});
    try {
      // Brands are types only, so the nested transaction is what the outer one is.
      const result = await fn(new BoundTransaction(inner, this.nestedIndex + 1) as this);
      inner.close();
      if (inner.firstError !== undefined) throw inner.firstError;
      const released = this.scope.child();
      await released.query(`release savepoint ${savepoint}`);
      this.scope.afterCommit.push(...inner.afterCommit);
      return result;
    } catch (error) {
      inner.close();
      await this.scope.query(`rollback to savepoint ${savepoint}`);
      throw inner.explain(error);
    }
  }
}
