import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { createStaffedMerchant, createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import type { MerchantOverrides } from "@nexusone/testing/merchants";
import type { CloudNumberView, WhatsAppControl } from "@nexusone/sandbox/whatsapp/control-types";
import { startSandbox, type Sandbox } from "@nexusone/sandbox/start";
import { verificationChallenge, verifyMetaSignature } from "@nexusone/whatsapp/webhook";
import type { ServiceContext } from "../context.ts";
import { WHAPI_HEADER } from "../whatsapp/addresses.ts";
import type { Platform } from "../platform.ts";
import { connectChannel } from "./connect-channel.ts";

export const PLATFORM_APP = {
  appId: "220011223344556",
  secrets: ["sandbox-app-secret"],
  verifyToken: "sandbox-verify",
};

/** What stands at our public address in these tests: it takes what it is told is right and refuses everything else. */
export type Front = {
  readonly url: string;
  /** What is accepted from now on: verify tokens, app secrets, values of Whapi's header. Null: nobody answers. */
  accepts: { readonly words: readonly string[]; readonly secrets: readonly string[] } | null;
  readonly seen: { readonly method: string; readonly path: string }[];
  readonly stop: () => Promise<void>;
};

export type Numbers = {
  readonly database: TestDatabase;
  readonly sandbox: Sandbox;
  readonly whatsapp: WhatsAppControl;
  readonly front: Front;
  readonly platform: TestPlatform;
  /** Another process on the same database. */
  readonly process: (overrides?: Partial<Omit<Platform, "clock">>) => TestPlatform;
  readonly merchant: (overrides?: MerchantOverrides) => Promise<ServiceContext>;
  /** A fresh number and what a merchant types in to connect it; with `app`, one of the merchant's own. */
  readonly number: (own?: "app") => Promise<{ number: CloudNumberView; input: CloudInput }>;
  readonly close: () => Promise<void>;
};

export type CloudInput = {
  provider: "cloud_api";
  environment: "sandbox" | "live";
  phoneNumberId: string;
  accountId: string;
  token: string;
  app?: { appId: string; appSecret: string };
};

export async function openNumbers(): Promise<Numbers> {
  const database = await createTestDatabase({ max: 10 });
  const sandbox = await startSandbox({ catalogueSize: 10, fullSpeed: true });
  const { whatsapp } = sandbox.control;
  const front = await openFront();
  const process = (overrides: Partial<Omit<Platform, "clock">> = {}): TestPlatform =>
    createTestPlatform(database.db, {
      whatsapp: {
        graphUrls: { sandbox: sandbox.graphUrl, live: sandbox.graphUrl },
        whapiUrls: { sandbox: sandbox.whapiUrl, live: sandbox.whapiUrl },
        apps: { sandbox: PLATFORM_APP },
      },
      config: { publicUrl: front.url, extensionId: "test", demo: true },
      ...overrides,
    });
  const platform = process();
  await sandbox.control.clock.set(platform.clock.now().toISOString());
  return {
    database,
    sandbox,
    whatsapp,
    front,
    platform,
    process,
    merchant: async (overrides = {}) =>
      (await createStaffedMerchant(platform, "owner", { isDemo: true, ...overrides })).ctx,
    number: async (own) => {
      const number = await whatsapp.accounts.create(own ? {} : { appId: PLATFORM_APP.appId });
      const { phoneNumberId, accountId, token, appId, appSecret } = number;
      const app = own ? { app: { appId, appSecret } } : {};
      return {
        number,
        input: { provider: "cloud_api", environment: "sandbox", phoneNumberId, accountId, token, ...app },
      };
    },
    close: async () => {
      await front.stop();
      await sandbox.stop();
      await database.close();
    },
  };
}

/** A connected number. */
export async function connectedNumber(numbers: Numbers, ctx: ServiceContext, own?: "app") {
  const { number, input } = await numbers.number(own);
  return { number, input, channel: await connectChannel(ctx, input) };
}

async function openFront(): Promise<Front> {
  const seen: Front["seen"] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { pathname, searchParams } = new URL(request.url ?? "/", "http://front");
      seen.push({ method: request.method ?? "", path: pathname });
      if (front.accepts === null) return request.socket.destroy();
      const { words, secrets } = front.accepts;
      if (request.method === "GET") {
        // Whatever is asked with is what the merchant's row holds: these tests know of it by registering at all.
        const known = words.length > 0 ? words : [searchParams.get("hub.verify_token") ?? ""];
        const challenge = verificationChallenge(searchParams, known);
        return response.writeHead(challenge === null ? 403 : 200).end(challenge);
      }
      const signature = request.headers["x-hub-signature-256"];
      const signed = verifyMetaSignature(
        Buffer.concat(chunks),
        Array.isArray(signature) ? signature[0] : signature,
        secrets.map((secret) => ({ name: secret, secret })),
      );
      const header = request.headers[WHAPI_HEADER];
      return response.writeHead(signed || (typeof header === "string" && secrets.includes(header)) ? 200 : 401).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const front: Front = {
    url: `http://127.0.0.1:${port}`,
    accepts: { words: [], secrets: [] },
    seen,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return front;
}
