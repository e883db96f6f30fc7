import type { EventPayload, EventType } from "@nexusone/contracts/events";
import { startSandbox, type Sandbox } from "@nexusone/sandbox/start";
import { createMember, createStaffedMerchant, createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { dispatchEvents } from "@nexusone/db/queries/events";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { HOUR_MS, MINUTE_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { isDomainError } from "../errors.ts";
import { catchUp } from "../events/consume-events.ts";
import { recordEvent } from "../events/record-event.ts";
import { smtpMailer } from "../mail/mailer.ts";
import { inMerchantTx } from "../transaction.ts";
import { sendNotificationsJob, sweepNotifications } from "./delivery-job.ts";
import { listNotifications } from "./list-notifications.ts";
import { markNotificationsRead } from "./mark-notifications-read.ts";
import { getNotificationSettings, saveNotificationSettings } from "./notification-settings.ts";
import { notify } from "./notify.ts";
import { sendDueNotifications } from "./send-due.ts";
import { twilioSms } from "./sms.ts";
import { testChannel } from "./test-channel.ts";

let database: TestDatabase;
let sandbox: Sandbox;
let platform: TestPlatform;
beforeAll(async () => {
  [database, sandbox] = await Promise.all([createTestDatabase({ max: 10 }), startSandbox()]);
});
beforeEach(async () => {
  await sandbox.control.reset();
  const base = createTestPlatform(database.db);
  platform = createTestPlatform(database.db, {
    mailer: smtpMailer(sandbox.smtpUrl, "NexusOne <no-reply@nexusone.test>"),
    sms: twilioSms({ baseUrl: `${sandbox.url}/twilio`, accountSid: "AC1", authToken: "secret", from: "+15550100" }),
    config: { ...base.config, slackOrigins: [sandbox.url] },
  });
});
afterAll(async () => {
  await sandbox.stop();
  await database.close();
});

const system = (ctx: ServiceContext): ServiceContext => ({ ...ctx, actor: { kind: "system", name: "test" } });

async function happen<T extends EventType>(ctx: ServiceContext, type: T, payload: EventPayload<T>, times = 1) {
  for (let nth = 0; nth < times; nth++) await inMerchantTx(ctx, (tx) => recordEvent(tx, ctx, type, payload));
  while ((await dispatchEvents(database.db)) > 0);
  await catchUp(platform, notify, ctx.merchantId);
}
const id = "0199e9a0-0000-7000-8000-000000000001";
const failure = { externalId: "1", reason: "cj.unavailable", importLogId: id };
const mailsTo = async (ctx: ServiceContext) => {
  const { email } = await getNotificationSettings(ctx);
  return sandbox.control.mails.list({ to: email });
};
const sent = async (from: RegExp) => (await sandbox.control.mails.list()).filter((mail) => from.test(mail.from));

/** The cron and the jobs that it starts. */
async function sweep(on: TestPlatform): Promise<void> {
  on.enqueued.length = 0;
  await sweepNotifications(on);
  for (const { name, payload } of on.enqueued.splice(0))
    if (name === sendNotificationsJob.name)
      await sendNotificationsJob.handle(on, sendNotificationsJob.payload.parse(payload));
}

describe("the notification centre", () => {
  it("[NOT-02] makes one notice of 200 alerts, and a new one once it was read", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    await happen(system(ctx), "import.failed", failure, 200);
    const page = await listNotifications(ctx);
    expect(page).toMatchObject({ unread: 1, nextCursor: null });
    expect(page.items).toMatchObject([{ kind: "import_failed", count: 200, readAt: null }]);
    expect(await markNotificationsRead(ctx, { ids: [page.items[0]!.id] })).toEqual({ unread: 0 });
    await happen(system(ctx), "import.failed", failure);
    const after = await listNotifications(ctx);
    expect(after.items.map(({ count, readAt }) => [count, readAt !== null])).toEqual([
      [1, false],
      [200, true],
    ]);
    expect((await listNotifications(ctx, { unreadOnly: true })).items).toHaveLength(1);
  });

  it("[NOT-02] tells those who may see the event, never the one who did it", async () => {
    const { ctx: owner, merchant } = await createStaffedMerchant(platform);
    const { ctx: support } = await createMember(platform, merchant.id, "support");
    const { ctx: editor } = await createMember(platform, merchant.id, "product_editor");
    await happen(owner, "plan.changed", { from: "free", to: "premium" });
    const seen = await Promise.all([owner, support, editor].map((ctx) => listNotifications(ctx)));
    // Support may not read what concerns billing; the owner did it.
    expect(seen.map(({ unread }) => unread)).toEqual([0, 0, 1]);
    expect(seen[2]?.items[0]).toMatchObject({ kind: "plan_changed", params: { to: "premium" } });
  });

  it("[NOT-02] keeps notices apart by person, and marks only one's own", async () => {
    const { ctx: a, merchant } = await createStaffedMerchant(platform);
    const { ctx: b } = await createMember(platform, merchant.id, "admin");
    await happen(system(a), "credits.granted", { amount: 5 });
    const [notice] = (await listNotifications(b)).items;
    await markNotificationsRead(a, { ids: [notice!.id] });
    expect((await listNotifications(b)).unread).toBe(1);
    await markNotificationsRead(a, {});
    expect([(await listNotifications(a)).unread, (await listNotifications(b)).unread]).toEqual([0, 1]);
  });

  it("[NOT-02] pages through a thousand notices by keyset", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    for (let nth = 0; nth < 25; nth++) await happen(system(ctx), "import.failed", { ...failure, reason: `r${nth}` });
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listNotifications(ctx, { limit: 10, ...(cursor ? { cursor } : {}) });
      ids.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(new Set(ids).size).toBe(25);
  });
});

describe("messages that leave", () => {
  it("[NOT-01] mails what is critical at once, in the reader's language, as text and HTML", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    await database.sql`update users set locale = 'fr' where id = ${ctx.actor.kind === "user" ? ctx.actor.userId : ""}`;
    await happen(system(ctx), "cj.disconnected", { environment: "sandbox" });
    expect(platform.enqueued).toContainEqual({ name: "notification_sending", payload: { merchantId: ctx.merchantId } });
    await sendDueNotifications(platform, ctx.merchantId);
    const [mail] = await mailsTo(ctx);
    expect(mail?.subject).toContain("Le compte CJ a été déconnecté");
    expect(mail?.text).toContain("/settings/cj");
    expect(mail?.html).toContain(`<html lang="fr">`);
    await sendDueNotifications(platform, ctx.merchantId);
    expect(await mailsTo(ctx)).toHaveLength(1);
  });

  it("[NOT-01] collects the rest into one digest a day, at the person's hour", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    await saveNotificationSettings(ctx, { timezone: "Europe/Paris", digestAt: 8 * 60 });
    await happen(system(ctx), "import.failed", failure, 3);
    await happen(system(ctx), "member.joined", { userId: id, role: "support" });
    await sweep(platform);
    expect(await mailsTo(ctx)).toEqual([]);
    platform.clock.advance(24 * HOUR_MS);
    await sweep(platform);
    const [digest, ...more] = await mailsTo(ctx);
    expect(more).toEqual([]);
    expect(digest?.text).toContain("3 products could not be imported");
    expect(digest?.text).toContain("A new member joined the team");
  });

  it("[NOT-01] holds what is not critical back during quiet hours", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    // It is nine in UTC.
    await saveNotificationSettings(ctx, { timezone: "UTC", quiet: { from: 8 * 60, to: 10 * 60 } });
    await happen(system(ctx), "plan.changed", { from: "free", to: "pro" });
    await happen(system(ctx), "cj.disconnected", { environment: "sandbox" });
    await sweep(platform);
    expect((await mailsTo(ctx)).map(({ subject }) => subject)).toEqual([expect.stringContaining("CJ account")]);
    platform.clock.advance(61 * MINUTE_MS);
    await sweep(platform);
    expect((await mailsTo(ctx)).map(({ subject }) => subject)).toContainEqual(
      expect.stringContaining("plan is now pro"),
    );
  });

  it("[NOT-01] repeats a growing group at most every quarter of an hour", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    for (let nth = 0; nth < 5; nth++) {
      await happen(system(ctx), "cj.disconnected", { environment: "sandbox" });
      await sweep(platform);
    }
    expect(await mailsTo(ctx)).toHaveLength(1);
    platform.clock.advance(16 * MINUTE_MS);
    await sweep(platform);
    expect((await mailsTo(ctx)).map(({ subject }) => subject)).toContainEqual(expect.stringContaining("5 times"));
  });

  it("[NOT-01] tries again when the mail server refuses, and loses nothing", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    await sandbox.control.faults.add({ match: { vendor: "mail" }, kind: "status", times: 1 });
    await happen(system(ctx), "cj.disconnected", { environment: "sandbox" });
    await sweep(platform);
    expect(await mailsTo(ctx)).toEqual([]);
    platform.clock.advance(2 * MINUTE_MS);
    await sweep(platform);
    expect(await mailsTo(ctx)).toHaveLength(1);
  });

  it("[NOT-03] sends to Slack and by text message what was asked for, and seals Slack's address", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    const slackUrl = `${sandbox.url}/slack/services/T1/B1/secretpart`;
    const saved = await saveNotificationSettings(ctx, {
      slackUrl,
      phone: "+33612345678",
      modes: { cj_disconnected: { slack: "instant", sms: "instant", email: "off" } },
    });
    expect(saved).toMatchObject({ slackConnected: true, phone: "+33612345678" });
    expect(JSON.stringify(saved)).not.toContain("secretpart");
    expect(JSON.stringify(await database.sql`select * from notification_settings`)).not.toContain("secretpart");
    await happen(system(ctx), "cj.disconnected", { environment: "sandbox" });
    await sweep(platform);
    expect(await mailsTo(ctx)).toEqual([]);
    expect((await sent(/^slack$/))[0]?.text).toContain("|The CJ account was disconnected>");
    const [sms] = await sent(/^sms/);
    expect(sms).toMatchObject({ to: ["+33612345678"] });
    expect(sms?.text).toContain("/settings/cj");
  });

  it("[NOT-03] gives up with its reason when Slack has removed the address", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    await saveNotificationSettings(ctx, { slackUrl: `${sandbox.url}/slack/services/T1/B1/gone` });
    await sandbox.control.faults.add({ match: { vendor: "slack" }, kind: "status", status: 404 });
    await happen(system(ctx), "cj.disconnected", { environment: "sandbox" });
    await sweep(platform);
    const rows = await database.sql`
      select state, reason from notification_deliveries where merchant_id = ${ctx.merchantId} and channel = 'slack'`;
    expect([...rows]).toEqual([{ state: "failed", reason: "notification.slack_refused" }]);
    await expect(testChannel(ctx, { channel: "slack" })).rejects.toSatisfy((error) =>
      isDomainError(error, "notification.slack_refused"),
    );
  });
});

describe("text messages", () => {
  it("[NOT-03] are given up with their reason when the provider refuses the number, and kept for later when it is down", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    const modes = { cj_disconnected: { sms: "instant", email: "off" } } as const;
    await saveNotificationSettings(ctx, { phone: "+33612345678", modes });
    const stored = async () => {
      const rows = await database.sql`
        select state, reason from notification_deliveries
        where merchant_id = ${ctx.merchantId} and channel = 'sms' order by id`;
      return rows.map((row) => [row["state"], row["reason"]]);
    };
    await sandbox.control.faults.add({ match: { vendor: "sms" }, kind: "status", status: 400, times: 1 });
    await happen(system(ctx), "cj.disconnected", { environment: "sandbox" });
    await sweep(platform);
    expect(await stored()).toEqual([["failed", "notification.sms_refused"]]);
    await markNotificationsRead(ctx, {});
    await sandbox.control.faults.add({ match: { vendor: "sms" }, kind: "status", status: 503, times: 1 });
    await happen(system(ctx), "cj.disconnected", { environment: "sandbox" });
    await sweep(platform);
    expect((await stored())[1]).toEqual(["pending", "notification.not_sent"]);
  });

  it("[NOT-03] are not to be had where no provider is configured, and the settings say so", async () => {
    const { ctx } = await createStaffedMerchant(createTestPlatform(database.db));
    await expect(saveNotificationSettings(ctx, { phone: "+33612345678" })).rejects.toMatchObject({
      reason: "notification.sms_unavailable",
    });
  });
});

describe("one's settings", () => {
  it("[NOT-03] takes Slack addresses of Slack alone, and numbers in the international form", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    for (const slackUrl of [
      "https://example.com/services/T/B/x",
      "http://169.254.169.254/services/a",
      "http://127.0.0.1.evil.example/services/x",
    ])
      await expect(saveNotificationSettings(ctx, { slackUrl })).rejects.toSatisfy((error) =>
        isDomainError(error, "notification.slack_address"),
      );
    await expect(saveNotificationSettings(ctx, { phone: "0612345678" })).rejects.toThrow(/international/);
    expect(await getNotificationSettings(ctx)).toMatchObject({ slackConnected: false, phone: null });
  });

  it("[NOT-01] changes what is named and keeps the rest", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    await saveNotificationSettings(ctx, { digestAt: 600, modes: { plan_changed: { email: "digest" } } });
    const saved = await saveNotificationSettings(ctx, { quiet: { from: 0, to: 60 } });
    expect(saved).toMatchObject({ digestAt: 600, quiet: { from: 0, to: 60 } });
    expect(saved.modes.plan_changed).toEqual({ email: "digest", slack: "off", sms: "off" });
    expect((await saveNotificationSettings(ctx, { quiet: null })).quiet).toBeNull();
  });

  it("[NOT-01] sends a test by each channel that has an address", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    await testChannel(ctx, { channel: "email" });
    expect((await mailsTo(ctx))[0]?.subject).toContain("This is a test");
    await expect(testChannel(ctx, { channel: "sms" })).rejects.toSatisfy((error) =>
      isDomainError(error, "notification.address_missing"),
    );
  });
});
