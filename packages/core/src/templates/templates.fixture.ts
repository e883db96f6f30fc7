import { startSandbox, type Sandbox } from "@nexusone/sandbox/start";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { createCloudApiClient } from "@nexusone/whatsapp/client";
import { templateRequest } from "@nexusone/whatsapp/templates";
import { afterAll, beforeAll, beforeEach } from "vitest";
import type { Database } from "@nexusone/db/with-merchant";
import { insertChannel } from "@nexusone/db/queries/whatsapp-channels";
import { createStaffedMerchant, createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import { createJobQueue } from "../jobs/job-queue.ts";
import type { ServiceContext } from "../context.ts";
import { inMerchantTx } from "../transaction.ts";
import { CHANNEL_TOKEN_PURPOSE } from "../whatsapp/client-of.ts";
import { createTemplate } from "./create-template.ts";
import { defaultTemplate } from "./defaults.ts";
import { submitTemplate } from "./submit-template.ts";
import { followTemplateItem, type ToldTemplate } from "./follow-template-item.ts";
import { jobContext } from "../imports/importer.ts";
import { parseCloudWebhook } from "@nexusone/whatsapp/webhook";
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

export type Shop = Awaited<ReturnType<typeof templateShop>>;
/** Meta approves it. */
export const READY = {
  name: "order_ready",
  language: "en",
  category: "UTILITY",
  body: "Hello {{first_name}}, your order {{order_number}} can be picked up.",
} as const;

/** Database, simulated WhatsApp and a process for a test file; the simulated world begins anew before each test. */
export function startTemplates() {
  let test: TestDatabase;
  let sandbox: Sandbox;
  let platform: TestPlatform;
  beforeAll(async () => {
    [test, sandbox] = await Promise.all([createTestDatabase({ max: 10 }), startSandbox()]);
  });
  beforeEach(async () => {
    await sandbox.control.reset();
    await sandbox.control.clock.hold("2026-03-02T09:00:00Z");
    platform = templatePlatform(test.db, sandbox);
  });
  afterAll(async () => {
    await sandbox.stop();
    await test.close();
  });
  const apiOf = ({ number }: Pick<Shop, "number">) =>
    createCloudApiClient({
      baseUrl: sandbox.graphUrl,
      token: number.token,
      phoneNumberId: number.phoneNumberId,
      accountId: number.accountId,
      appId: number.appId,
    }).templates!; // the Cloud API has them
  /** What Meta has told since the sandbox began, as our webhook would read it. */
  async function told(): Promise<ToldTemplate[]> {
    const sent = await sandbox.control.whatsapp.webhooks.deliver();
    return sent
      .flatMap(({ body }) => parseCloudWebhook(Buffer.from(body), { receivedAt: platform.clock.now() }))
      .filter((item) => item.kind === "template");
  }
  /** Has the account's news sent; to an address that refuses them, which is enough to read what they say. */
  async function listenTo({ number }: Pick<Shop, "number">): Promise<void> {
    const headers = { authorization: `Bearer ${number.token}`, "content-type": "application/json" };
    await fetch(`${sandbox.graphUrl}/${number.accountId}/subscribed_apps`, { method: "POST", headers, body: "{}" });
    await sandbox.control.whatsapp.accounts.setAppCallback(number.appId, `${sandbox.graphUrl}/nowhere`, "token");
  }
  /** As the job that follows webhooks does. */
  const follow = ({ merchantId }: ServiceContext, items: readonly ToldTemplate[]) => {
    const ctx = jobContext(platform, merchantId, "inbox", { userId: null, name: "", extensionSessionId: null });
    return inMerchantTx(ctx, async (tx) => {
      for (const one of items) await followTemplateItem(tx, ctx, one);
    });
  };
  return {
    told,
    listenTo,
    follow,
    get test() {
      return test;
    },
    get sandbox() {
      return sandbox;
    },
    get platform() {
      return platform;
    },
    controls: () => sandbox.control.whatsapp.templates,
    apiOf,
    /** Written at Meta's own pages. */
    elsewhere: (shop: Shop, name: string, body = `${name}: hello {{first_name}}, see you {{when}} then.`) =>
      apiOf(shop).create(
        templateRequest({
          ...defaultTemplate("order_status", "en"),
          name,
          body,
          examples: { header: {}, body: { first_name: "Ana", when: "soon" }, buttons: {} },
        }),
      ),
    submitted: async (ctx: ServiceContext) => {
      const { id } = await createTemplate(ctx, READY);
      return submitTemplate(ctx, { id });
    },
  };
}
