import type { Area, OK } from "@nexusone/contracts/analytics-terms";
import type { ReasonCode } from "@nexusone/contracts/reasons";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import {
  createStaffedMerchant,
  createTestPlatform,
  serviceContext,
  type TestPlatform,
} from "@nexusone/testing/contexts";
import { createMembership, createUser } from "@nexusone/testing/merchants";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { startUsageCounter, type RunningUsageCounter } from "../analytics/usage-counter.ts";
import { MINUTE_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { listNotifications } from "../notifications/list-notifications.ts";
import { markNotificationsRead } from "../notifications/mark-notifications-read.ts";
import { sendDueNotifications } from "../notifications/send-due.ts";
import type { Platform } from "../platform.ts";
import { createWatch } from "./watch-installation.ts";

const LIMITS = { errorPercent: 5, vendorPercent: 50, queueSeconds: 300 };

let database: TestDatabase;
let platform: TestPlatform;
let usage: RunningUsageCounter;
let owner: ServiceContext;
let admin: ServiceContext;
let waited: number | null;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.sql`update users set is_platform_admin = false`;
  await database.sql`truncate integration_analytics`;
  waited = null;
  const base = createTestPlatform(database.db);
  const counts = { active: 0, waiting: 1, delayed: 0, completed: 0, failed: 0, dead: 0 };
  const jobs = {
    ...base.jobs,
    figures: async () => ({ queues: [{ queue: "mail", ...counts, oldestSeconds: waited }], schedule: [] }),
  };
  platform = { ...base, jobs };
  usage = startUsageCounter(platform, { everyMs: 3_600_000 });
  owner = (await createStaffedMerchant(platform)).ctx;
  const user = await createUser(platform.db, { isPlatformAdmin: true });
  await createMembership(platform.db, { merchantId: owner.merchantId, userId: user.id, role: "support" });
  admin = serviceContext(platform, { merchantId: owner.merchantId, userId: user.id, role: "support" });
});

/** Calls of the last minute, written down. */
async function called(area: Area, operation: string, outcomes: Partial<Record<ReasonCode | typeof OK, number>>) {
  for (const [outcome, times] of Object.entries(outcomes))
    for (let nth = 0; nth < times; nth += 1)
      usage.count({ merchantId: owner.merchantId, area, operation, outcome: outcome as ReasonCode, ms: 5 });
  await usage.flush();
  platform.clock.advance(MINUTE_MS);
}
const notices = async (ctx: ServiceContext) =>
  (await listNotifications(ctx)).items.map(({ kind, params, count }) => [
    kind,
    params["subject"],
    params["figure"],
    count,
  ]);

it("[OPS-03] tells platform admins once when requests begin to fail and once when they are well again, by mail too", async () => {
  const watch = createWatch(platform, LIMITS);
  await called("api", "catalog.listProducts", { ok: 100 });
  await watch.look();
  await called("api", "catalog.listProducts", { ok: 90, "request.internal": 10 });
  await watch.look();
  const alert = ["system_alert", "requests", "10.0 %", 1];
  expect(await notices(admin)).toEqual([alert]);
  expect(await notices(owner)).toEqual([]);
  for (let minute = 0; minute < 3; minute += 1) {
    await called("api", "catalog.listProducts", { ok: 50, "request.internal": 50 });
    await watch.look();
  }
  // Another process that looks says it no second time, though the notice was read meanwhile.
  await markNotificationsRead(admin, {});
  const other = createWatch(platform, LIMITS);
  await other.look();
  await called("api", "catalog.listProducts", { "request.internal": 50 });
  await other.look();
  expect(await notices(admin)).toEqual([alert]);

  platform.clock.advance(10 * MINUTE_MS);
  await watch.look();
  await called("api", "catalog.listProducts", { ok: 500 });
  await watch.look();
  await watch.look();
  expect(await notices(admin)).toEqual([["system_recovered", "requests", "0.0 %", 1], alert]);
  await sendDueNotifications(platform as Platform, owner.merchantId);
  expect(platform.mails.map(({ text }) => text).join()).toContain("Needs attention: requests, 10.0 %");
  expect(platform.mails.map(({ text }) => text).join()).toContain("Well again: requests");
});

it("[OPS-03] tells of jobs and of a vendor that fails, by their own thresholds; refusals and few calls are no alarm", async () => {
  const watch = createWatch(platform, LIMITS);
  await watch.look();
  await called("vendor", "cj product/query", { ok: 60, "cj.unavailable": 40 });
  await called("admin", "imports.preview", { ok: 10, "request.invalid": 90 });
  await called("job", "product-import", { ok: 5, "job.failed": 5 });
  await watch.look();
  expect(await notices(admin)).toEqual([]);
  await called("vendor", "cj product/query", { "cj.unavailable": 40 });
  await called("job", "product-import", { ok: 50, "job.failed": 20 });
  await watch.look();
  expect((await notices(admin)).map(([, subject]) => subject).toSorted()).toEqual(["cj", "jobs"]);
});

it("[OPS-03] tells of a queue whose oldest job waits too long, and when it is worked off; a threshold of 0 tells nothing", async () => {
  waited = 400;
  await createWatch(platform, { ...LIMITS, queueSeconds: 0 }).look();
  expect(await notices(admin)).toEqual([]);
  const watch = createWatch(platform, LIMITS);
  await watch.look();
  platform.clock.advance(MINUTE_MS);
  waited = 200;
  await watch.look();
  expect(await notices(admin)).toEqual([["system_alert", "queue mail", "400 s", 1]]);
  waited = null;
  platform.clock.advance(MINUTE_MS);
  await watch.look();
  expect((await notices(admin))[0]).toEqual(["system_recovered", "queue mail", "0 s", 1]);
});
