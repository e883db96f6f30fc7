import { createSandboxControl, type SandboxControl } from "./control.ts";
import { CJ_API_PATH } from "./cj-api/routes.ts";
import type { PushMode } from "./control-types.ts";
import { startMailServer } from "./mail-server.ts";
import { OPENAI_PATH } from "./openai/routes.ts";
import { createServer } from "./server.ts";
import { GRAPH_PATH } from "./whatsapp/graph/routes.ts";
import { WHAPI_PATH } from "./whatsapp/whapi/routes.ts";
import { createWorld } from "./world.ts";

export interface SandboxOptions {
  /** 0 (the default) takes any free port. */
  port?: number;
  host?: string;
  /** Same seed, same story. */
  seed?: string;
  /** Up to 16 million; products are computed when asked for. */
  catalogueSize?: number;
  smtpPort?: number;
  /** No requests-per-second and no points limits, for benchmarks. */
  fullSpeed?: boolean;
  /** No requests-per-second limits, but points are counted: for stories that move the clock. */
  unpaced?: boolean;
  /** Whether messages to shops leave by themselves ("auto") or wait for the control API ("held", the default). */
  pushes?: PushMode;
}

export interface Sandbox {
  url: string;
  cjApiUrl: string;
  /** Meta's Graph API with its version, and Whapi's gate. */
  graphUrl: string;
  whapiUrl: string;
  /** The simulated model, as a base URL of OpenAI's client; `sk-sandbox-` and anything opens it. */
  openAiUrl: string;
  /** Origin of the shop's pages; products are at `/product/<slug>-p-<pid>.html`. */
  shopUrl: string;
  /** `smtp://127.0.0.1:port`, for a mailer without login and without TLS. */
  smtpUrl: string;
  control: SandboxControl;
  stop(): Promise<void>;
}

/** Starts the simulated vendors on loopback. Rejects when a port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const {
    port = 0,
    host = "127.0.0.1",
    seed = "nexusone",
    catalogueSize = 2000,
    smtpPort = 0,
    fullSpeed = false,
    unpaced = fullSpeed,
    pushes = "held",
  } = options;
  const world = createWorld({ seed, catalogueSize, fullSpeed, unpaced, pushes });
  const app = createServer(world);
  world.url = await app.listen({ port, host });
  const mail = await startMailServer(world, host, smtpPort).catch(async (error: unknown) => {
    await app.close();
    throw error;
  });
  world.push.start();
  world.whatsapp.push.start();
  world.smtpUrl = `smtp://${host}:${mail.port}`;
  return {
    url: world.url,
    cjApiUrl: world.url + CJ_API_PATH,
    graphUrl: `${world.url}${GRAPH_PATH}/v24.0`,
    whapiUrl: world.url + WHAPI_PATH,
    openAiUrl: world.url + OPENAI_PATH,
    shopUrl: world.url,
    smtpUrl: world.smtpUrl,
    control: createSandboxControl(world.url),
    stop: async () => {
      world.push.stop();
      world.whatsapp.push.stop();
      await Promise.all([app.close(), mail.stop()]);
    },
  };
}
