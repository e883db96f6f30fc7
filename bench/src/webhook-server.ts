import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { countIn, createMetrics } from "../../apps/server/src/observe/metrics.ts";
import { createServer } from "../../apps/server/src/http/app.ts";
import { readConfig } from "../../apps/server/src/config.ts";
import { startUsageCounter } from "@nexusone/core/analytics/usage-counter";
import { systemClock } from "@nexusone/core/clock";
import { startEventHub } from "@nexusone/core/events/hub";
import { drainInbox } from "@nexusone/core/inbox/drain-inbox";
import { followMessagesJob } from "@nexusone/core/inbox/follow-messages-job";
import { createDatabase } from "@nexusone/db/with-merchant";
import { createTestPlatform } from "@nexusone/testing/contexts";
import fastify from "fastify";
import { Pool } from "pg";
import { APP_SECRET, WEBHOOK_PATH } from "./lib/whatsapp-posts.ts";

/** The real HTTP program and its floor in one process. With `follow` workers act on what comes. Started by webhook*.ts. */
export type WebhookServers = { readonly ours: string; readonly floor: string };
type Input = { readonly appUrl: string; readonly ownerUrl: string; readonly follow: readonly string[] };

const LOOK_EVERY_MS = 500;
const { appUrl, ownerUrl, follow } = JSON.parse(process.argv[2] ?? "{}") as Input;
const db = createDatabase({ url: appUrl, max: 10 });
const metrics = createMetrics();
const base = { ...createTestPlatform(db), clock: systemClock };
const apps = { sandbox: { appId: "1", secrets: [APP_SECRET], verifyToken: "bench-verify" } };
const platform = {
  ...base,
  whatsapp: { ...base.whatsapp, apps },
  usage: countIn(startUsageCounter(base), metrics),
};
const hub = await startEventHub(db, () => undefined);
const ours = await createServer({ config: readConfig({ PORT: "0" }), platform, hub, metrics, queueReady: () => true });

/** Raw body, HMAC, one INSERT of the same bytes: nothing is sealed, told apart, limited or counted. */
const pool = new Pool({ connectionString: ownerUrl, max: 10 });
const floor = fastify({ logger: false, bodyLimit: 3 * 1024 * 1024 });
floor.removeAllContentTypeParsers();
floor.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
floor.post(WEBHOOK_PATH, async (request, reply) => {
  const body = request.body as Buffer;
  const given = Buffer.from(String(request.headers["x-hub-signature-256"]).slice(7), "hex");
  const expected = createHmac("sha256", APP_SECRET).update(body).digest();
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return reply.code(401).send();
  await pool.query({
    name: "floor",
    text: "insert into floor_inbox (body_hash, body) values ($1, $2) on conflict do nothing",
    values: [createHash("sha256").update(body).digest("hex"), body],
  });
  return { received: true };
});

let working = Promise.resolve();
const timer = setInterval(() => {
  if (follow.length === 0) return;
  working = working.then(async () => {
    await drainInbox(platform);
    for (const merchantId of follow) await followMessagesJob.handle(platform, { merchantId });
  });
}, LOOK_EVERY_MS);

const listen = (app: typeof floor | typeof ours): Promise<string> => app.listen({ port: 0, host: "127.0.0.1" });
process.once("disconnect", () => {
  clearInterval(timer);
  void working
    .then(() => Promise.all([ours.close(), floor.close()]))
    .then(() => hub.stop())
    .then(() => pool.end())
    .then(() => db.close())
    .then(() => process.exit(0));
});
process.send?.({ ours: await listen(ours), floor: await listen(floor) } satisfies WebhookServers);
