import type { AppRouter } from "@nexusone/api/router";
import { startUsageCounter, type RunningUsageCounter } from "@nexusone/core/analytics/usage-counter";
import { startEventHub, type EventHub } from "@nexusone/core/events/hub";
import { EVENTS_CHANNEL } from "@nexusone/core/events/record-event";
import type { Platform } from "@nexusone/core/platform";
import { connectDirect } from "@nexusone/db/direct";
import { listen } from "@nexusone/db/listen";
import { startSandbox, type Sandbox } from "@nexusone/sandbox/start";
import { createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import type { TestCluster } from "@nexusone/testing/global-setup";
import { createTRPCClient, httpBatchLink, type TRPCClient } from "@trpc/client";
import { readConfig, type Config } from "../config.ts";
import { createServer, type HttpServer } from "../http/app.ts";
import { tellFaults } from "../observe/faults.ts";
import { countIn, createMetrics } from "../observe/metrics.ts";
import { modelsOf } from "../models.ts";
import { whatsappOf } from "../whatsapp.ts";

export const METRICS_TOKEN = "metrics-token-of-the-suite";

/** The real HTTP program on a database of its own, beside a sandbox; no jobs and no consumers of events run. */
export type TestServer = {
  readonly url: string;
  readonly app: HttpServer;
  readonly platform: TestPlatform;
  readonly database: TestDatabase;
  readonly sandbox: Sandbox;
  readonly hub: EventHub;
  /** Counts as in the product, and writes at `flush`. */
  readonly usage: RunningUsageCounter;
  /** What the server logged as an error: faults of ours, each of which fails a walk. */
  readonly faults: readonly unknown[];
  /** The same, forgetting them: one fault fails one test. */
  readonly takeFaults: () => unknown[];
  /** A client as the admin is: cookie and merchant in headers. `null` leaves one out. */
  readonly client: (as: {
    readonly cookie?: string;
    readonly bearer?: string;
    readonly merchantId?: string;
    readonly locale?: string;
  }) => TRPCClient<AppRouter>;
  readonly stop: () => Promise<void>;
};

export async function startTestServer(
  overrides: Partial<Omit<Platform, "clock" | "db">> = {},
  settings: Partial<Config> = {},
  /** For programs that are no vitest run. */
  on: { readonly cluster?: TestCluster } = {},
): Promise<TestServer> {
  const database = await createTestDatabase({ max: 10, ...on });
  const sandbox = await startSandbox({ catalogueSize: 20_000, fullSpeed: true });
  const faults: unknown[] = [];
  const silent = () => undefined;
  const metrics = createMetrics();
  const base = createTestPlatform(database.db, {
    // CJ's pace is proven by the gateway's own tests; here every call would only wait for its turn.
    cj: { baseUrls: { sandbox: sandbox.cjApiUrl }, outgoingAddress: "test", pacing: "none" },
    outgoing: { trustedOrigins: [sandbox.url] },
    whatsapp: whatsappOf({ ...readConfig({}), sandboxUrl: sandbox.url }),
    models: modelsOf({ ...readConfig({}), sandboxUrl: sandbox.url }),
    config: { ...createTestPlatform(database.db).config, demo: true },
    ...overrides,
    log: tellFaults(
      overrides.log ?? { debug: silent, info: silent, warn: silent, error: (fields) => void faults.push(fields) },
      metrics.fault,
    ),
  });
  // Written when a test asks for it: whoever compares rows before and after must not meet the clock.
  const usage = startUsageCounter(base, { everyMs: 3_600_000 });
  const platform: TestPlatform = { ...base, usage: countIn(usage, metrics) };
  await sandbox.control.clock.set(platform.clock.now().toISOString());
  const hub = await startEventHub(database.db, () => undefined);
  const direct = connectDirect(database.ownerUrl, { applicationName: "test-listen" });
  const unlisten = await listen(direct, EVENTS_CHANNEL, () => hub.wake());
  const config = {
    ...readConfig({ PORT: "0", METRICS_TOKEN }),
    sandboxUrl: sandbox.url,
    ...settings,
  };
  const app = await createServer({ config, platform, hub, metrics, queueReady: () => true });
  const url = await app.listen({ port: 0, host: "127.0.0.1" });
  return {
    url,
    app,
    platform,
    database,
    sandbox,
    hub,
    usage,
    faults,
    takeFaults: () => faults.splice(0),
    client: ({ cookie, bearer, merchantId, locale }) =>
      createTRPCClient<AppRouter>({
        links: [
          httpBatchLink({
            url: `${url}/api/trpc`,
            maxItems: 20,
            headers: {
              "x-nexus-client": "test",
              ...(cookie ? { cookie: `nexusone_session=${cookie}` } : {}),
              ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
              ...(merchantId ? { "x-merchant-id": merchantId } : {}),
              ...(locale ? { "accept-language": locale } : {}),
            },
          }),
        ],
      }),
    stop: async () => {
      await app.close();
      await unlisten();
      await direct.end({ timeout: 1 });
      await hub.stop();
      await usage.stop();
      await sandbox.stop();
      await database.close();
    },
  };
}
