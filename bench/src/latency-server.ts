import { fixtures, type Fixture } from "../../apps/server/src/isolation/fixtures.ts";
import { buildWorld, member, pairBrowser, person, type Member } from "../../apps/server/src/isolation/world.ts";
import { JOBS } from "../../apps/server/src/jobs.ts";
import { headersOf, procedurePaths, typeOf, type As } from "../../apps/server/src/testing/call.ts";
import { installQueues, startQueue } from "@nexusone/core/jobs/boss-queue";
import { startTestCluster } from "@nexusone/testing/global-setup";
import type { Request } from "./lib/load.ts";
import { seedEvents, seedProducts } from "./lib/products.ts";

/** A merchant in full use behind the real HTTP program, and every query as somebody there would ask it. Started by latency.ts. */
export type LatencyWorld = {
  readonly url: string;
  readonly queries: readonly { readonly path: string; readonly requests: readonly Request[] }[];
};

const { products, events, askers } = JSON.parse(process.argv[2] ?? "{}") as Record<string, number>;

const cluster = await startTestCluster();
const world = await buildWorld({}, { cluster: cluster.coordinates });
const { server, a } = world;
const { database, platform } = server;
await seedProducts(platform.db, a.merchantId, products ?? 0);
await seedEvents(database, a.merchantId, events ?? 0);
const appRole = new URL(database.appUrl).username;
await installQueues({ ownerUrl: database.ownerUrl, appRole, jobs: JOBS });
const queue = await startQueue({
  url: database.appUrl,
  db: database.db,
  jobs: JOBS,
  worker: false,
  onError: console.error,
});
// CJ's own pace is not ours to measure.
Object.assign(platform, { jobs: queue.queue, cj: { ...platform.cj, pacing: "none" } });

// Several people, so that nobody's bucket of the limiter runs dry.
const owners: Member[] = [];
for (let nth = 0; nth < (askers ?? 1); nth += 1) owners.push(await member(server, a.merchantId, "owner"));

const [first] = owners;
if (!first) throw new Error("nobody asks");
const admin = await person(server, { isPlatformAdmin: true });

/** One input for all: making it may use rows up that an earlier one is about. */
async function inputOf(fixture: Fixture, by: Member): Promise<unknown> {
  if (fixture.kind === "merchant") return fixture.input(world, a, by);
  if (fixture.kind === "user") return fixture.input(world, by);
  if (fixture.kind === "platform_admin") return fixture.input(world, a);
  return fixture.kind === "public" ? fixture.input(world) : {};
}

async function callerOf({ kind }: Fixture, by: Member): Promise<As> {
  if (kind === "merchant") return { cookie: by.cookie, merchantId: a.merchantId };
  if (kind === "user") return { cookie: by.cookie };
  if (kind === "platform_admin") return { cookie: admin.cookie };
  return kind === "extension" ? { bearer: (await pairBrowser(by)).accessToken } : {};
}

const queries: { path: string; requests: Request[] }[] = [];
for (const path of procedurePaths.filter((one) => typeOf(one) === "query")) {
  const fixture = (fixtures as Record<string, Fixture>)[path];
  if (!fixture) throw new Error(`${path} has no fixture`);
  const query = encodeURIComponent(JSON.stringify(await inputOf(fixture, first)));
  const requests: Request[] = [];
  for (const by of owners)
    requests.push({ path: `/api/trpc/${path}?input=${query}`, headers: headersOf(await callerOf(fixture, by)) });
  queries.push({ path, requests });
}
await database.sql`vacuum analyze`;

process.once("disconnect", () => {
  void queue
    .stop()
    .then(() => server.stop())
    .then(() => cluster.stop())
    .then(() => process.exit(0));
});
process.send?.({ url: server.url, queries } satisfies LatencyWorld);
