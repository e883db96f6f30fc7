import { ProductId } from "@nexusone/contracts/ids";
import { connectCj } from "@nexusone/core/cj/connect-cj";
import { keepCjWebhook } from "@nexusone/core/cj/webhook/keep-webhook";
import { getProduct } from "@nexusone/core/catalog/get-product";
import { MINUTE_MS } from "@nexusone/core/clock";
import type { ServiceContext } from "@nexusone/core/context";
import { commitImport } from "@nexusone/core/imports/commit-import";
import { previewImport } from "@nexusone/core/imports/preview-import";
import { drainInbox } from "@nexusone/core/inbox/drain-inbox";
import { followMessagesJob } from "@nexusone/core/inbox/follow-messages-job";
import { listRuns } from "@nexusone/core/inventory/list-runs";
import { sweepHints } from "@nexusone/core/inventory/follow-hints";
import { inventorySyncJob } from "@nexusone/core/inventory/sync-job";
import type { AccountView } from "@nexusone/sandbox/control";
import { createStaffedMerchant } from "@nexusone/testing/contexts";
import { startTestServer } from "../testing/test-server.ts";

export type Listening = {
  readonly ctx: ServiceContext;
  readonly account: AccountView;
  /** Where CJ posts. */
  readonly address: string;
};

/** The real route beside the simulated CJ, with merchants that CJ tells of changes; what jobs do is called by hand. */
export async function openPost() {
  const server = await startTestServer();
  const { control } = server.sandbox;
  // Known only now: the port is drawn when the server listens.
  const platform = { ...server.platform, config: { ...server.platform.config, publicUrl: server.url } };

  async function connected(overrides: Parameters<typeof createStaffedMerchant>[2] = {}) {
    const { ctx } = await createStaffedMerchant(platform, "owner", { isDemo: true, credits: 300, ...overrides });
    const account = await control.accounts.create({ level: 5 });
    await connectCj(ctx, { apiKey: account.apiKey, environment: "sandbox" });
    return { ctx, account };
  }

  const addressOf = async (openId: number): Promise<string> =>
    (await control.messages.callbacks(openId)).product?.urls[0] ?? "";

  return {
    server,
    control,
    platform,
    connected,
    addressOf,
    listening: async (): Promise<Listening> => {
      const { ctx, account } = await connected();
      await keepCjWebhook(ctx);
      return { ctx, account, address: await addressOf(account.openId) };
    },
    imported: async (ctx: ServiceContext, nth: number) => {
      const { pid } = await control.products.find("color-size", nth);
      const preview = await previewImport(ctx, { items: [{ ref: pid }] });
      const done = await commitImport(ctx, { previewId: preview.id });
      return { pid, product: await getProduct(ctx, { id: ProductId.parse(done.rows[0]!.productId) }) };
    },
    /** Later, on both clocks. */
    later: async (ms = 10 * MINUTE_MS): Promise<void> => {
      server.platform.clock.advance(ms);
      await control.clock.advance(ms);
    },
    /** What the workers do with what arrived. */
    follow: async ({ merchantId }: ServiceContext): Promise<void> => {
      await drainInbox(platform);
      await followMessagesJob.handle(platform, { merchantId });
    },
    /** The readings that hints led to; the run they belong to. */
    read: async (ctx: ServiceContext) => {
      await sweepHints(platform);
      const [run] = (await listRuns(ctx)).items;
      if (run) await inventorySyncJob.handle(platform, { merchantId: ctx.merchantId, runId: run.id });
      return (await listRuns(ctx)).items[0];
    },
    /** How often CJ was asked about a product. */
    readingsOf: async (pid: string): Promise<number> => {
      const asked = await control.requests.list({ vendor: "cj-api", path: "/product/query" });
      return asked.filter(({ query }) => query["pid"] === pid).length;
    },
    post: (address: string, body: string | Uint8Array<ArrayBuffer>, sign?: string): Promise<Response> =>
      fetch(address, {
        method: "POST",
        headers: { "content-type": "application/json", ...(sign !== undefined && { sign }) },
        body,
      }),
    close: () => server.stop(),
  };
}
export type Post = Awaited<ReturnType<typeof openPost>>;
