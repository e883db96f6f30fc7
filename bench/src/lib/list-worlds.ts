import { join } from "node:path";
import type { ServiceContext } from "@nexusone/core/context";
import { connectDirect, type DirectSql } from "@nexusone/db/direct";
import { resolveHome, startEmbedded } from "@nexusone/db/embedded/start";
import { migrateDatabase } from "@nexusone/db/migrate";
import { createDatabase, type Database } from "@nexusone/db/with-merchant";
import { createStaffedMerchant, createTestPlatform, serviceContext } from "@nexusone/testing/contexts";
import { createTestDatabase } from "@nexusone/testing/database";
import { startTestCluster } from "@nexusone/testing/global-setup";
import { fillCatalogue } from "./big-catalogue.ts";

/** A merchant with so many products, and what filters choose among. */
export type Shop = {
  readonly ctx: ServiceContext;
  readonly count: number;
  readonly categories: readonly string[];
  /** Words that one product has together: the rare one first. */
  readonly pairs: readonly string[];
};
/** One merchant has `size` products, another one a hundredth of that beside it, in the same tables. */
export type ListWorld = { readonly size: number; readonly shops: readonly Shop[] };
type Open = { readonly db: Database; readonly sql: DirectSql; readonly close: () => Promise<unknown> };

const CONNECTIONS = 4;

/**
 * Catalogues of these sizes, each in a database of its own. Filling the largest takes minutes: with `BENCH_LIST_HOME` they are kept
 * in that folder, brought to the newest schema and used again.
 */
export async function withListWorlds<T>(
  sizes: readonly number[],
  work: (worlds: readonly ListWorld[]) => Promise<T>,
): Promise<T> {
  const home = process.env["BENCH_LIST_HOME"];
  const server = home ? await keptServer(home) : await throwAwayServer();
  const open: Open[] = [];
  try {
    const worlds: ListWorld[] = [];
    for (const size of sizes) {
      const database = await server.open(`list_${size}`);
      open.push(database);
      worlds.push({ size, shops: await shopsOf(database, size) });
    }
    return await work(worlds);
  } finally {
    for (const { close } of open) await close();
    await server.stop();
  }
}

async function throwAwayServer() {
  const cluster = await startTestCluster();
  return {
    open: (): Promise<Open> => createTestDatabase({ cluster: cluster.coordinates, max: CONNECTIONS }),
    stop: cluster.stop,
  };
}

async function keptServer(folder: string) {
  const { home } = resolveHome(join(folder, "postgres"));
  const server = await startEmbedded({ dataDir: home, durable: true, database: "list" });
  const on = (url: string, name: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  return {
    open: async (name: string): Promise<Open> => {
      const admin = connectDirect(server.superuserUrl);
      const [known] = await admin`select from pg_database where datname = ${name}`;
      if (!known) await admin.unsafe(`create database ${name} owner nexus_owner`);
      await admin.end();
      await migrateDatabase({ ownerUrl: on(server.ownerUrl, name), appRole: "nexus_app" });
      const db = createDatabase({ url: on(server.url, name), max: CONNECTIONS });
      const sql = connectDirect(on(server.superuserUrl, name), { max: 2 });
      return { db, sql, close: () => Promise.all([db.close(), sql.end()]) };
    },
    stop: server.stop,
  };
}

/** The two merchants of a database, filled unless that happened before. */
async function shopsOf({ db, sql }: Open, size: number): Promise<Shop[]> {
  const platform = createTestPlatform(db);
  await sql`create table if not exists bench_shops (shop uuid, person uuid, products integer)`;
  const known = await sql<{ merchantId: string; userId: string; count: number }[]>`
    select shop as "merchantId", person as "userId", products as count from bench_shops order by products`;
  if (known.length === 0) {
    for (const count of [size / 100, size]) {
      const { merchant, user } = await createStaffedMerchant(platform);
      known.push({ merchantId: merchant.id, userId: user.id, count });
    }
    await fillCatalogue(sql, new Map(known.map(({ merchantId, count }) => [merchantId, count])));
    for (const { merchantId, userId, count } of known)
      await sql`insert into bench_shops values (${merchantId}, ${userId}, ${count})`;
  }
  const shops: Shop[] = [];
  for (const { merchantId, userId, count } of known) {
    const rows = await sql<{ id: string }[]>`select id from categories where merchant_id = ${merchantId}`;
    const ctx = serviceContext(platform, { merchantId, userId, role: "owner" });
    const named = await sql<{ pair: string }[]>`
      select split_part(name, ' ', 1) || ' ' || split_part(name, ' ', 2) as pair from products
      where merchant_id = ${merchantId} limit 500`;
    shops.push({ ctx, count, categories: rows.map(({ id }) => id), pairs: named.map(({ pair }) => pair) });
  }
  return shops;
}
