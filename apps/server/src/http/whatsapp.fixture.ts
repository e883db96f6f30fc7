import type { ServiceContext } from "@nexusone/core/context";
import { drainInbox } from "@nexusone/core/inbox/drain-inbox";
import { followMessagesJob } from "@nexusone/core/inbox/follow-messages-job";
import { hashToken } from "@nexusone/core/secrets/keyring";
import { inMerchantTx } from "@nexusone/core/transaction";
import { insertChannel, type NewChannel } from "@nexusone/db/queries/whatsapp-channels";
import { createStaffedMerchant } from "@nexusone/testing/contexts";
import { signMeta } from "@nexusone/whatsapp/webhook";
import { readdirSync, readFileSync } from "node:fs";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

const FIXTURES = new URL("../../../../packages/whatsapp/fixtures/", import.meta.url);
/** What the samples are signed with, see their INDEX. */
export const SAMPLE_SECRET = "sample-app-secret";
export const WHAPI_SECRET = "header-secret";
/** 22 characters, as every address of ours. */
export const WHAPI_KEY = "whapi-address-of-tests";
/** The samples' tenants: T1 has two numbers, T2 one, and Whapi's. */
export const T1 = { account: "480011223344556", numbers: ["390022334455667", "390022334455999"] } as const;
export const T2 = { account: "480099887766554", numbers: ["390077665544332"] } as const;
export const WHAPI_CHANNEL = "CAMELA-7XK2Q";

/** The exact bytes of every sample by its name. */
export function samples(folder: "cloud-api" | "whapi"): Map<string, Buffer> {
  const at = new URL(`${folder}/`, FIXTURES);
  const names = readdirSync(at).filter((name) => name.endsWith(".json"));
  return new Map(names.toSorted().map((name) => [name.replace(/\.json$/, ""), readFileSync(new URL(name, at))]));
}

/** The real routes; what jobs do is called by hand. The samples' app is this installation's own. */
export async function openChat() {
  const server = await startTestServer();
  const { platform } = server;
  const app = { appId: "1", secrets: ["another-secret", SAMPLE_SECRET], verifyToken: "verify-me" };
  // The same object that the server was made with.
  Object.assign(platform.whatsapp.apps, { sandbox: app });
  platform.clock.advance(Date.parse("2026-09-25T12:00:00Z") - platform.clock.now().getTime());
  return {
    server,
    platform,
    shop: async (): Promise<ServiceContext> => (await createStaffedMerchant(platform, "owner", { isDemo: true })).ctx,
    /** As Meta does. */
    post: (bytes: Uint8Array, signature: string | null = signMeta(bytes, SAMPLE_SECRET), path = "") =>
      fetch(`${server.url}/api/whatsapp/webhook${path}`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(signature !== null && { "x-hub-signature-256": signature }),
        },
        body: new Uint8Array(bytes),
      }),
    postWhapi: (bytes: Uint8Array, secret = WHAPI_SECRET, path = `/api/whapi/webhook/${WHAPI_KEY}`) =>
      fetch(`${server.url}${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-webhook-secret": secret },
        body: new Uint8Array(bytes),
      }),
    /** What the worker does with what came. */
    work: (shops: readonly ServiceContext[]) => work(server, shops),
  };
}

async function work({ platform }: TestServer, shops: readonly ServiceContext[]): Promise<void> {
  await drainInbox(platform);
  for (const { merchantId } of shops) await followMessagesJob.handle(platform, { merchantId });
}

/** A number of the samples, as if it had been connected. */
export async function connectNumber(ctx: ServiceContext, overrides: Partial<NewChannel> = {}): Promise<string> {
  const { keyring, clock } = ctx.platform;
  const row = await inMerchantTx(ctx, (tx) =>
    insertChannel(tx, {
      environment: "sandbox",
      provider: "cloud_api",
      externalId: T1.numbers[0],
      accountId: T1.account,
      label: "Shop",
      tokenSealed: keyring.seal("token", "whatsapp_channels.token"),
      state: "connected",
      connectedAt: clock.now(),
      ...overrides,
    }),
  );
  return row.id;
}

/** Whapi's number of the samples. */
export const connectWhapi = (ctx: ServiceContext): Promise<string> =>
  connectNumber(ctx, {
    provider: "whapi",
    externalId: WHAPI_CHANNEL,
    accountId: null,
    keyHash: hashToken(WHAPI_KEY),
    keySealed: ctx.platform.keyring.seal(WHAPI_KEY, "whatsapp_channels.key"),
    headerSecretSealed: ctx.platform.keyring.seal(WHAPI_SECRET, "whatsapp_channels.header_secret"),
  });
