import { randomUUID } from "node:crypto";
import { startSession } from "@nexusone/core/identity/start-session";
import { systemClock } from "@nexusone/core/clock";
import { UserId } from "@nexusone/contracts/ids";
import { withUser, type Database } from "@nexusone/db/with-merchant";
import { clientContext, createTestPlatform } from "@nexusone/testing/contexts";
import { createMembership, createMerchant, createUser } from "@nexusone/testing/merchants";
import { withChild, withDatabase } from "./lib/ground.ts";
import { requestsPerSecond, type Request } from "./lib/load.ts";
import { seedProducts } from "./lib/products.ts";
import { report, round } from "./lib/report.ts";
import { alternate } from "./lib/rounds.ts";
import type { RpcServers } from "./rpc-server.ts";

/**
 * `catalog.getProduct` counts: the read behind every product page and every "already imported" card, with a row, its collections
 * and an answer of a usual size. `merchants.getSettings`, one query and a small answer, is shown beside it: there everything
 * around the query weighs most. Sessions are many, so that no bucket of the limiter runs dry.
 */
const MERCHANTS = 30;
const PRODUCTS = 10;
const ROUNDS = 20;
const SECONDS = 0.5;
const CONNECTIONS = 16;
/** Requests until V8 has compiled what it will compile, on a slow machine too. */
const WARM_UP = 2_000;
const GOAL = 0.75;

type Read = "settings" | "product";
type Sides = { readonly ours: Request[]; readonly floor: Request[] };

async function seedReads(db: Database): Promise<Record<Read, Sides>> {
  const platform = { ...createTestPlatform(db), clock: systemClock };
  const reads = { settings: { ours: [], floor: [] }, product: { ours: [], floor: [] } } as Record<Read, Sides>;
  for (let index = 0; index < MERCHANTS; index += 1) {
    const merchant = await createMerchant(db);
    const user = await createUser(db);
    await createMembership(db, { merchantId: merchant.id, userId: user.id, role: "owner" });
    const userId = UserId.parse(user.id);
    const { token } = await withUser(db, user.id, (tx) => startSession(tx, clientContext(platform), userId));
    const headers = {
      cookie: `nexusone_session=${token}`,
      "x-merchant-id": merchant.id,
      "x-nexus-client": "admin",
      "accept-language": "en",
      "user-agent": `bench ${randomUUID()}`,
    };
    reads.settings.ours.push({ path: "/api/trpc/merchants.getSettings?batch=1&input=%7B%7D", headers });
    reads.settings.floor.push({ path: "/settings", headers });
    for (const id of await seedProducts(db, merchant.id, PRODUCTS)) {
      const input = encodeURIComponent(JSON.stringify({ 0: { id } }));
      reads.product.ours.push({ path: `/api/trpc/catalog.getProduct?batch=1&input=${input}`, headers });
      reads.product.floor.push({ path: `/product/${id}`, headers });
    }
  }
  return reads;
}

async function compare(servers: RpcServers, requests: Sides) {
  let count = 0;
  const rate =
    (side: keyof Sides, seconds: number, atLeast = 0) =>
    async (): Promise<number> => {
      const load = { connections: CONNECTIONS, seconds, atLeast, requests: requests[side] };
      const measured = await requestsPerSecond(servers[side], load);
      count += measured.count;
      return measured.rate;
    };
  for (const side of ["ours", "floor"] as const) await rate(side, 1, WARM_UP)();
  count = 0;
  const result = await alternate(ROUNDS, rate("ours", SECONDS), rate("floor", SECONDS));
  return { ours: round(result.ours, 0), floor: round(result.floor, 0), ratio: round(result.ratio), n: count };
}

await report("rpc", () =>
  withDatabase(async (database) => {
    const reads = await seedReads(database.db);
    await database.sql`vacuum analyze`;
    const script = new URL("./rpc-server.ts", import.meta.url).pathname;
    const compared = await withChild(script, { appUrl: database.appUrl }, async (servers: RpcServers) => ({
      settings: await compare(servers, reads.settings),
      product: await compare(servers, reads.product),
    }));
    const { product, settings } = compared;
    return { ...product, unit: "req/s", goal: `ratio >= ${GOAL}`, pass: product.ratio >= GOAL, lightestRead: settings };
  }),
);
