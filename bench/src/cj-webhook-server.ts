import { countIn, createMetrics } from "../../apps/server/src/observe/metrics.ts";
import { createServer } from "../../apps/server/src/http/app.ts";
import { readConfig } from "../../apps/server/src/config.ts";
import { startUsageCounter } from "@nexusone/core/analytics/usage-counter";
import { systemClock } from "@nexusone/core/clock";
import { startEventHub } from "@nexusone/core/events/hub";
import { followMessagesJob } from "@nexusone/core/inbox/follow-messages-job";
import { startInbox } from "@nexusone/core/inbox/start-inbox";
import { createDatabase } from "@nexusone/db/with-merchant";
import { createTestPlatform } from "@nexusone/testing/contexts";

/** The real HTTP program together with the workers that follow what it takes in. Started by cj-webhook.ts. */
export type PostOffice = { readonly url: string };

const LOOK_EVERY_MS = 500;
const { appUrl, merchants } = JSON.parse(process.argv[2] ?? "{}") as { appUrl: string; merchants: string[] };
const db = createDatabase({ url: appUrl, max: 10 });
const metrics = createMetrics();
const base = { ...createTestPlatform(db), clock: systemClock };
const platform = { ...base, usage: countIn(startUsageCounter(base), metrics) };
const hub = await startEventHub(db, () => undefined);
const app = await createServer({
  config: readConfig({ PORT: "0" }),
  platform,
  hub,
  metrics,
  queueReady: () => true,
});
const stopInbox = startInbox(platform, console.error);
// The queue's part: here the job runs for everybody, whether it was asked for or not.
let following = Promise.resolve();
const timer = setInterval(() => {
  following = following.then(async () => {
    for (const merchantId of merchants) await followMessagesJob.handle(platform, { merchantId });
  });
}, LOOK_EVERY_MS);

process.once("disconnect", () => {
  clearInterval(timer);
  void following
    .then(stopInbox)
    .then(() => app.close())
    .then(() => hub.stop())
    .then(() => db.close())
    .then(() => process.exit(0));
});
process.send?.({ url: await app.listen({ port: 0, host: "127.0.0.1" }) } satisfies PostOffice);
