import { startUsageCounter, type RunningUsageCounter } from "@nexusone/core/analytics/usage-counter";
import type { Environment as CjEnvironment } from "@nexusone/contracts/cj";
import { EXTENSION_ID } from "@nexusone/contracts/extension-id";
import { systemClock } from "@nexusone/core/clock";
import { counted } from "@nexusone/core/analytics/counted";
import { startWatch } from "@nexusone/core/alerts/watch-installation";
import { startEventConsumers } from "@nexusone/core/events/consume-events";
import { startEventHub, type EventHub } from "@nexusone/core/events/hub";
import { EVENTS_CHANNEL } from "@nexusone/core/events/record-event";
import { startInbox } from "@nexusone/core/inbox/start-inbox";
import { installQueues, JOBS_CHANNEL, startQueue } from "@nexusone/core/jobs/boss-queue";
import { smtpMailer } from "@nexusone/core/mail/mailer";
import { twilioSms, type SmsSender } from "@nexusone/core/notifications/sms";
import { SLACK_ORIGIN } from "@nexusone/core/notifications/slack";
import { seedDemoNumber } from "@nexusone/core/merchants/seed-demo-number";
import type { Platform } from "@nexusone/core/platform";
import { startWebhookSweep } from "@nexusone/core/webhooks/sweep-webhooks";
import { createKeyring, splitKeys } from "@nexusone/core/secrets/keyring";
import { connectDirect } from "@nexusone/db/direct";
import { listen } from "@nexusone/db/listen";
import { watchNewer } from "@nexusone/db/watch-newer";
import { followSandboxClock } from "./clock.ts";
import type { Config } from "./config.ts";
import { openDatabase } from "./database.ts";
import { seedSandboxMerchants } from "./demo.ts";
import { homeSecret } from "./home.ts";
import { createServer, type HttpServer } from "./http/app.ts";
import { createHealthServer } from "./http/health.ts";
import { CONSUMERS } from "./consumers.ts";
import { mediaOf } from "./media.ts";
import { CRON, JOBS } from "./jobs.ts";
import { countIn, createMetrics, type Metrics } from "./observe/metrics.ts";
import { startWatching } from "./observe/start-watching.ts";
import type { Tracing } from "./observe/tracing.ts";
import { SUPPLIERS } from "./suppliers.ts";
import { modelsOf } from "./models.ts";
import { whatsappOf } from "./whatsapp.ts";

/** A started program: what its parts share. */
export type Running = {
  readonly config: Config;
  readonly platform: Platform;
  readonly hub: EventHub;
  readonly metrics: Metrics;
  /** Absent where nothing collects traces. */
  readonly tracing?: Tracing | undefined;
  readonly queueReady: () => boolean;
};

export type Started = {
  readonly url: string | undefined;
  readonly notice: string | undefined;
  readonly platform: Platform;
  readonly stop: () => Promise<void>;
};

/** The sandbox's mail catcher listens one port above its web server. */
const sandboxSmtp = (sandboxUrl: string): string => `smtp://127.0.0.1:${Number(new URL(sandboxUrl).port) + 1}`;

/** Text messages by Twilio where it is configured, by the sandbox where that runs, by nobody otherwise. */
function smsOf(config: Config): SmsSender | undefined {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_FROM: from, sandboxUrl } = config;
  if (accountSid && authToken && from)
    return twilioSms({ baseUrl: config.TWILIO_API_URL, accountSid, authToken, from });
  if (!sandboxUrl) return undefined;
  return twilioSms({
    baseUrl: `${sandboxUrl}/twilio`,
    accountSid: "ACsandbox",
    authToken: "sandbox",
    from: "NexusOne",
  });
}

/**
 * Starts what ROLE asks for and returns when it serves. Whatever fails on the way stops what was started before. `onOutdated`: a newer
 * program has migrated the database, and this one must not go on.
 */
export async function start(config: Config, onOutdated: () => void): Promise<Started> {
  const metrics = createMetrics();
  const stops: (() => Promise<void> | void)[] = [];
  const { log, tracing } = await startWatching(config, metrics, stops);
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  try {
    const database = await openDatabase(config, tracing?.tracer, (error) =>
      log.warn({ err: error }, "database connection"),
    );
    stops.push(database.close);
    const { db } = database;
    // What jobs and requests counted is written when both have ended and the database is still there.
    let usage: RunningUsageCounter | undefined;
    stops.push(() => usage?.stop());
    await installQueues({ ownerUrl: database.ownerUrl, appRole: database.appRole, jobs: JOBS });
    const worker = config.ROLE !== "web";
    const jobs = await startQueue({
      url: database.url,
      db,
      jobs: JOBS,
      cron: CRON,
      worker,
      onError: (err) => log.warn({ err }, "queue"),
    });
    let queueUp = true;
    stops.push(async () => {
      queueUp = false;
      await jobs.stop();
    });

    const time = config.sandboxUrl
      ? await followSandboxClock(config.sandboxUrl)
      : { clock: systemClock, stop: () => undefined };
    stops.push(time.stop);
    const smtp = config.SMTP_URL ?? (config.sandboxUrl ? sandboxSmtp(config.sandboxUrl) : undefined);
    if (!smtp) log.warn({}, "SMTP_URL is not set: sign-in links, verifications and invitations cannot be delivered");
    usage = startUsageCounter({ db, clock: time.clock, log });
    const counters = countIn(usage, metrics, ...(tracing ? [tracing.calls] : []));
    const mailer = smtpMailer(smtp ?? "smtp://127.0.0.1:25", config.MAIL_FROM);
    stops.push(mailer.close);

    const baseUrls: Partial<Record<CjEnvironment, string>> = {
      live: config.CJ_API_URL,
      ...(config.sandboxUrl ? { sandbox: `${config.sandboxUrl}/cj/api2.0/v1` } : {}),
    };
    const sms = smsOf(config);
    const platform: Platform = {
      db,
      clock: time.clock,
      mailer: {
        ...mailer,
        send: (mail) =>
          counted(counters, { operation: "email send", failed: "notification.not_sent" }, () => mailer.send(mail)),
      },
      log,
      jobs: jobs.queue,
      usage: counters,
      ...(sms && {
        sms: {
          send: (text) =>
            counted(counters, { operation: "sms send", failed: "notification.not_sent" }, () => sms.send(text)),
        },
      }),
      keyring: createKeyring(splitKeys(config.SECRET_KEY ?? homeSecret(database.home))),
      suppliers: SUPPLIERS,
      cj: { baseUrls, outgoingAddress: config.OUTGOING_ADDRESS },
      whatsapp: whatsappOf(config),
      models: modelsOf(config),
      media: mediaOf(config, database.home),
      outgoing: { trustedOrigins: config.sandboxUrl ? [new URL(config.sandboxUrl).origin] : [] },
      config: {
        publicUrl: config.publicUrl,
        extensionId: EXTENSION_ID,
        demo: config.sandboxUrl !== undefined,
        ...(config.sandboxUrl ? { slackOrigins: [SLACK_ORIGIN, new URL(config.sandboxUrl).origin] } : {}),
      },
    };
    const hub = await startEventHub(db, (err) => log.warn({ err }, "events"));
    stops.push(hub.stop);
    const direct = connectDirect(database.ownerUrl, { applicationName: "nexusone-listen" });
    stops.push(() => direct.end({ timeout: 1 }));
    const unlisten = await listen(direct, EVENTS_CHANNEL, () => hub.wake());
    stops.push(unlisten);
    if (worker) stops.push(await listen(direct, JOBS_CHANNEL, jobs.wake));

    if (config.sandboxUrl) await seedSandboxMerchants(platform);
    if (worker) {
      database.backUp(log);
      await jobs.work(platform);
      stops.push(startEventConsumers(platform, hub, CONSUMERS, (err) => log.warn({ err }, "event consumers")));
      const { ALERT_ERROR_PERCENT, ALERT_VENDOR_PERCENT, ALERT_QUEUE_SECONDS } = config;
      const thresholds = {
        errorPercent: ALERT_ERROR_PERCENT,
        vendorPercent: ALERT_VENDOR_PERCENT,
        queueSeconds: ALERT_QUEUE_SECONDS,
      };
      stops.push(startWatch(platform, thresholds, (err) => log.warn({ err }, "alerts")));
      stops.push(startWebhookSweep(platform, (err) => log.warn({ err }, "webhook sweep")));
      stops.push(startInbox(platform, (err) => log.warn({ err }, "inbox")));
    }

    const running: Running = { config, platform, hub, metrics, tracing, queueReady: () => queueUp };
    let server: HttpServer | undefined;
    if (config.ROLE !== "worker") {
      server = await createServer(running);
      stops.push(() => server?.close());
      await server.listen({ port: config.PORT, host: config.HOST });
      if (config.sandboxUrl) await seedDemoNumber(platform);
    } else if (config.WORKER_PORT !== undefined) {
      const health = createHealthServer(running);
      stops.push(() => health.close());
      await health.listen({ port: config.WORKER_PORT, host: config.HOST });
    }
    const watched = {
      onNewer: onOutdated,
      onError: (err: unknown) => log.warn({ err }, "migrations"),
    };
    stops.push(watchNewer(direct, database.migrations, watched));
    return { url: server ? config.publicUrl : undefined, notice: database.notice, platform, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
