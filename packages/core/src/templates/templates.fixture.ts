import type { Sandbox } from "@nexusone/sandbox/start";
import type { Database } from "@nexusone/db/with-merchant";
import { insertChannel } from "@nexusone/db/queries/whatsapp-channels";
import { createStaffedMerchant, createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import { createJobQueue } from "../jobs/job-queue.ts";
import type { ServiceContext } from "../context.ts";
import { inMerchantTx } from "../transaction.ts";
import { CHANNEL_TOKEN_PURPOSE } from "../whatsapp/client-of.ts";
import { syncTemplatesJob } from "./sync-job.ts";

/** The simulated Meta has it from the start; its secret is no affair of templates. */
const APP = { appId: "220011223344556", secrets: [], verifyToken: "" };

/** A process that reaches the simulated WhatsApp and knows the job of this feature. */
export function templatePlatform(db: Database, sandbox: Sandbox): TestPlatform {
  const enqueued: { name: string; payload: unknown }[] = [];
  const platform = createTestPlatform(db, {
    whatsapp: { graphUrls: { sandbox: sandbox.graphUrl }, whapiUrls: {}, apps: { sandbox: APP } },
    jobs: createJobQueue([syncTemplatesJob], {
      put: async (_tx, _queue, jobs) =>
        void enqueued.push(...jobs.map(({ data }) => ({ name: data.job, payload: data.payload }))),
      waiting: async () => 0,
      isWaiting: async () => false,
      figures: async () => ({ queues: [], schedule: [] }),
      redrive: async () => 0,
    }),
  });
  return { ...platform, enqueued };
}

/** Connects a fresh number of the simulated WhatsApp. */
export async function connectNumber(sandbox: Sandbox, ctx: ServiceContext) {
  const number = await sandbox.control.whatsapp.accounts.create();
  const channel = await inMerchantTx(ctx, (tx) =>
    insertChannel(tx, {
      environment: "sandbox",
      provider: "cloud_api",
      externalId: number.phoneNumberId,
      accountId: number.accountId,
      label: "Shop",
      tokenSealed: ctx.platform.keyring.seal(number.token, CHANNEL_TOKEN_PURPOSE),
      state: "connected",
      connectedAt: ctx.platform.clock.now(),
    }),
  );
  return { ...number, channel };
}

/** A shop with one number. */
export async function templateShop(sandbox: Sandbox, platform: TestPlatform, overrides: object = {}) {
  const { ctx, merchant } = await createStaffedMerchant(platform, "owner", overrides);
  return { ctx, merchant, number: await connectNumber(sandbox, ctx) };
}
