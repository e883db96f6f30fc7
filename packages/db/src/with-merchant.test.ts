import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { count, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { createMerchant } from "@nexusone/testing/merchants";
import { categories } from "./schema/catalog.ts";
import {
  afterCommit,
  constraintOf,
  createDatabase,
  isConnectionError,
  sqlState,
  withMerchant,
  withSystem,
  type Database,
  type MerchantTx,
} from "./with-merchant.ts";

let test: TestDatabase;
let a: string;
let b: string;

beforeAll(async () => {
  test = await createTestDatabase();
  a = (await createMerchant(test.db)).id;
  b = (await createMerchant(test.db)).id;
});
afterAll(() => test.close());

const unique = () => `c-${randomUUID()}`;
const add = (tx: MerchantTx, name: string) => tx.insert(categories).values({ name, nameLower: name });
const pidOf = async (tx: MerchantTx) => Number((await tx.execute(sql`select pg_backend_pid() as pid`)).rows[0]!["pid"]);

async function written(name: string): Promise<string[]> {
  const rows = await test.sql<{ merchant_id: string }[]>`select merchant_id from categories where name = ${name}`;
  return rows.map((row) => row.merchant_id);
}

/** A pool of one connection: whatever leaks from one transaction meets the next. */
async function withOneConnection<T>(fn: (db: Database) => Promise<T>, options = {}): Promise<T> {
  const db = createDatabase({ url: test.appUrl, max: 1, onError: () => {}, ...options });
  try {
    return await fn(db);
  } finally {
    await db.close();
  }
}

it("[DAT-01] commits what the merchant's transaction wrote and returns its value", async () => {
  const name = unique();
  expect(await withMerchant(test.db, { merchantId: a }, async (tx) => (await add(tx, name), 7))).toBe(7);
  expect(await written(name)).toEqual([a]);
});

it("[DAT-01] throws what the body throws and writes nothing", async () => {
  const name = unique();
  const failing = withMerchant(test.db, { merchantId: a }, async (tx) => {
    await add(tx, name);
    throw new Error("on purpose");
  });
  await expect(failing).rejects.toThrow("on purpose");
  expect(await written(name)).toEqual([]);
});

it("[DAT-01] throws the first failed statement even when the body swallowed it", async () => {
  const name = unique();
  const error: unknown = await withMerchant(test.db, { merchantId: a }, async (tx) => {
    await add(tx, name);
    await add(tx, name).catch(() => {});
    return "looks fine";
  }).catch((caught: unknown) => caught);
  expect(sqlState(error)).toBe("23505");
  expect(constraintOf(error)).toBe("categories_name_key");
  expect(await written(name)).toEqual([]);
});

it("[DAT-01] throws a swallowed error that the server never saw, in a savepoint too", async () => {
  const name = unique();
  const circular: { self?: unknown } = {};
  circular.self = circular;
  const unsendable = async (tx: MerchantTx) => {
    await add(tx, name);
    await tx.execute(sql`select ${circular}`).catch(() => {});
  };
  await expect(withMerchant(test.db, { merchantId: a }, unsendable)).rejects.toThrow(/circular/i);
  await withMerchant(test.db, { merchantId: a }, async (tx) => {
    await expect(tx.transaction(unsendable)).rejects.toThrow(/circular/i);
  });
  expect(await written(name)).toEqual([]);
});

it("[DAT-01] names the earlier error rather than that the transaction is aborted", async () => {
  const error: unknown = await withMerchant(test.db, { merchantId: a }, async (tx) => {
    await tx.execute(sql`select 1 / 0`).catch(() => {});
    await tx.execute(sql`select 1`);
  }).catch((caught: unknown) => caught);
  expect(sqlState(error)).toBe("22012");
});

it("[AUT-06] runs nothing under a malformed merchant id", async () => {
  const name = unique();
  const error: unknown = await withMerchant(test.db, { merchantId: "not-a-uuid" }, (tx) => add(tx, name)).catch(
    (caught: unknown) => caught,
  );
  expect(sqlState(error)).toBe("22P02");
  await expect(withMerchant(test.db, { merchantId: "not-a-uuid" }, async () => 1)).rejects.toThrow();
  expect(await written(name)).toEqual([]);
});

it("[DAT-01] undoes a failed savepoint three deep and keeps the rest", async () => {
  const [outer, middle, inner, after] = [unique(), unique(), unique(), unique()];
  await withMerchant(test.db, { merchantId: a }, async (tx) => {
    await add(tx, outer);
    await tx.transaction(async (second) => {
      await add(second, middle);
      const third = second.transaction(async (deepest) => {
        await add(deepest, inner);
        await add(deepest, outer);
      });
      await expect(third).rejects.toSatisfy((error) => sqlState(error) === "23505");
      await add(second, after);
    });
  });
  expect(await written(inner)).toEqual([]);
  for (const name of [outer, middle, after]) expect(await written(name)).toEqual([a]);
});

it("[DAT-01] throws from a savepoint whose body swallowed its error", async () => {
  const name = unique();
  await withMerchant(test.db, { merchantId: a }, async (tx) => {
    const swallowed = tx.transaction(async (inner) => {
      await inner.execute(sql`select 1 / 0`).catch(() => {});
    });
    await expect(swallowed).rejects.toSatisfy((error) => sqlState(error) === "22012");
    await add(tx, name);
  });
  expect(await written(name)).toEqual([a]);
});

it("[DAT-01] runs parallel statements in one transaction", async () => {
  const names = Array.from({ length: 20 }, unique);
  await withMerchant(test.db, { merchantId: a }, async (tx) => {
    const pids = await Promise.all(names.map(async (name) => (await add(tx, name), pidOf(tx))));
    expect(new Set(pids).size).toBe(1);
  });
  for (const name of names) expect(await written(name)).toEqual([a]);
});

it("[AUT-06] leaves no merchant behind on the connection", async () => {
  await withOneConnection(async (db) => {
    const user = randomUUID();
    const pid = await withMerchant(db, { merchantId: a, userId: user }, pidOf);
    const { rows } = await withSystem(db, (tx) =>
      tx.execute(sql`select pg_backend_pid() as pid, current_setting('app.merchant_id', true) as merchant,
        current_setting('app.user_id', true) as "user", (select count(*)::int from categories) as seen`),
    );
    expect(rows[0]).toEqual({ pid, merchant: "", user: "", seen: 0 });
    await withMerchant(db, { merchantId: b }, async (tx) => {
      const setting = await tx.execute(sql`select current_setting('app.user_id', true) as "user"`);
      expect(setting.rows[0]!["user"]).toBe("");
    });
  });
});

it("[AUT-06] refuses a statement that comes after the end instead of running it for the next merchant", async () => {
  const late = unique();
  await withOneConnection(async (db) => {
    let kept: MerchantTx | undefined;
    await withMerchant(db, { merchantId: a }, async (tx) => void (kept = tx));
    await withMerchant(db, { merchantId: b }, async (tx) => {
      await pidOf(tx);
      await expect(Promise.resolve(add(kept!, late))).rejects.toThrow();
      await expect(kept!.transaction((inner) => add(inner, late))).rejects.toThrow();
    });
    expect(await written(late)).toEqual([]);
  });
});

it("[AUT-06] keeps the losers of a failed Promise.all out of the next transaction, savepoints included", async () => {
  const [slow, nested] = [unique(), unique()];
  await withOneConnection(async (db) => {
    const losers: Promise<unknown>[] = [];
    const failing = withMerchant(db, { merchantId: a }, async (tx) => {
      losers.push(sleep(60).then(() => add(tx, slow)));
      losers.push(tx.transaction(async (inner) => (await sleep(60), add(inner, nested))));
      losers.forEach((loser) => loser.catch(() => {}));
      await Promise.all([...losers, Promise.reject(new Error("first"))]);
    });
    await expect(failing).rejects.toThrow("first");
    await withMerchant(db, { merchantId: b }, async (tx) => {
      await sleep(120);
      await add(tx, unique());
    });
    const outcomes = await Promise.allSettled(losers);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(["rejected", "rejected"]);
    expect([...(await written(slow)), ...(await written(nested))]).toEqual([]);
  });
});

it("[DAT-04] recovers when the server ends an idle connection", async () => {
  await withOneConnection(async (db) => {
    const pid = await withMerchant(db, { merchantId: a }, pidOf);
    await test.sql`select pg_terminate_backend(${pid})`;
    expect(await withMerchant(db, { merchantId: a }, pidOf)).not.toBe(pid);
  });
});

it("[DAT-04] fails cleanly when the server ends the connection during a statement, and recovers", async () => {
  await withOneConnection(async (db) => {
    const failing = withMerchant(db, { merchantId: a }, async (tx) => {
      const pid = await pidOf(tx);
      setTimeout(() => void test.sql`select pg_terminate_backend(${pid})`.execute(), 50);
      await tx.execute(sql`select pg_sleep(5)`);
    });
    await expect(failing).rejects.toSatisfy(isConnectionError);
    expect(await withMerchant(db, { merchantId: a }, pidOf)).toBeGreaterThan(0);
  });
});

it("[DAT-04] fails at once when the connection ends while the body waits for something else", async () => {
  const name = unique();
  await withOneConnection(async (db) => {
    const startedAt = performance.now();
    const failing = withMerchant(db, { merchantId: a }, async (tx) => {
      await add(tx, name);
      await test.sql`select pg_terminate_backend(${await pidOf(tx)})`;
      await sleep(5_000, undefined, { ref: false });
    });
    await expect(failing).rejects.toSatisfy(isConnectionError);
    expect(performance.now() - startedAt).toBeLessThan(4_000);
    expect(await withMerchant(db, { merchantId: a }, pidOf)).toBeGreaterThan(0);
  });
  expect(await written(name)).toEqual([]);
});

it("[DAT-04] begins again, once, on a connection that turns out to be dead", async () => {
  const name = unique();
  await withOneConnection(async (db) => {
    let broken = 0;
    const connect = db.pool.connect.bind(db.pool) as () => Promise<pg.PoolClient>;
    const breakNext = (times: number) => {
      db.pool.connect = (async () => {
        const client = await connect();
        if (broken < times) {
          broken += 1;
          (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
        }
        return client;
      }) as unknown as typeof db.pool.connect;
    };
    breakNext(1);
    await withMerchant(db, { merchantId: a }, (tx) => add(tx, name));
    expect(await written(name)).toEqual([a]);
    broken = 0;
    breakNext(2);
    await expect(withMerchant(db, { merchantId: a }, pidOf)).rejects.toThrow();
    expect(broken).toBe(2);
  });
});

it("[DAT-01] replaces a connection whose prepared plan a migration made stale", async () => {
  await test.sql`create table plan_probe (id int, v int)`;
  await test.sql`grant select on plan_probe to nexus_app`;
  await test.sql`insert into plan_probe values (1, 5)`;
  await withOneConnection(async (db) => {
    const read = () => withSystem(db, (tx) => tx.execute(sql`select * from plan_probe where id = ${1}`));
    await read();
    await read();
    expect((await read()).rows).toEqual([{ id: 1, v: 5 }]);
    await test.sql`alter table plan_probe alter column v type text`;
    expect((await read()).rows).toEqual([{ id: 1, v: "5" }]);
  });
  await test.sql`drop table plan_probe`;
});

it("[DAT-01] runs after-commit hooks after a commit only, and reports their failure", async () => {
  const seen: string[] = [];
  const errors: string[] = [];
  await withOneConnection(
    async (db) => {
      await withMerchant(db, { merchantId: a }, async (tx) => {
        afterCommit(tx, () => void seen.push("outer"));
        afterCommit(tx, () => Promise.reject(new Error("hook")));
        await tx.transaction(async (inner) => afterCommit(inner, () => void seen.push("kept savepoint")));
        const undone = tx.transaction(async (inner) => {
          afterCommit(inner, () => void seen.push("undone savepoint"));
          throw new Error("undo");
        });
        await expect(undone).rejects.toThrow("undo");
        expect(seen).toEqual([]);
      });
      const failing = withMerchant(db, { merchantId: a }, async (tx) => {
        afterCommit(tx, () => void seen.push("rolled back"));
        throw new Error("no");
      });
      await expect(failing).rejects.toThrow("no");
    },
    { onError: (error: Error) => errors.push(error.message) },
  );
  expect(seen).toEqual(["outer", "kept savepoint"]);
  expect(errors).toEqual(["hook"]);
});

it("[DAT-04] reads from the replica in a read-only transaction", async () => {
  const readUrl = `${test.appUrl}?application_name=replica`;
  await withOneConnection(
    async (db) => {
      const scope = { merchantId: a, readOnly: true };
      const { rows } = await withMerchant(db, scope, (tx) =>
        tx.execute(sql`select current_setting('application_name') as pool`),
      );
      expect(rows[0]!["pool"]).toBe("replica");
      const [own] = await withMerchant(db, scope, (tx) => tx.select({ n: count() }).from(categories));
      expect(own!.n).toBeGreaterThan(0);
      const write = withMerchant(db, scope, (tx) => add(tx, unique()));
      await expect(write).rejects.toSatisfy((error) => sqlState(error) === "25006");
    },
    { readUrl },
  );
});

it("[DAT-04] prepares statements from their second use, and none with DATABASE_PREPARE=off", async () => {
  const prepared = async (prepare: boolean) =>
    withOneConnection(
      async (db) => {
        const find = () =>
          withMerchant(db, { merchantId: a }, (tx) => tx.select().from(categories).where(eq(categories.name, "x")));
        for (let round = 0; round < 3; round += 1) await find();
        const { rows } = await withSystem(db, (tx) =>
          tx.execute(sql`select name, statement from pg_prepared_statements`),
        );
        return rows.map((row) => String(row["statement"]));
      },
      { prepare },
    );
  expect((await prepared(true)).some((statement) => statement.includes('from "categories"'))).toBe(true);
  expect(await prepared(false)).toEqual([]);
});

it.each([true, false])("[DAT-04] ends a statement that takes too long (prepare: %s) and goes on", async (prepare) => {
  await withOneConnection(
    async (db) => {
      const slow = withMerchant(db, { merchantId: a }, (tx) => tx.execute(sql`select pg_sleep(5)`));
      await expect(slow).rejects.toSatisfy((error) => sqlState(error) === "57014");
      expect(await withMerchant(db, { merchantId: a }, pidOf)).toBeGreaterThan(0);
    },
    { statementTimeoutMs: 100, prepare },
  );
});
