import type { ProductView } from "@nexusone/contracts/catalog";
import type { ProductId } from "@nexusone/contracts/ids";
import type { SyncRunView } from "@nexusone/contracts/inventory";
import type { ChangePolicies } from "@nexusone/contracts/inventory-terms";
import { getProduct } from "../catalog/get-product.ts";
import { HOUR_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { importOne, openShop, type Shop } from "../imports/shop.fixture.ts";
import { listRuns } from "./list-runs.ts";
import { saveInventorySettings } from "./settings.ts";
import { startSync } from "./start-sync.ts";
import { inventorySyncJob } from "./sync-job.ts";

export type Imported = { readonly pid: string; readonly id: ProductId; readonly before: ProductView };

/** Merchants with products of CJ whose stock is known, and hands that change them at CJ. */
export async function openStockroom() {
  const shop = await openShop();
  const { products, faults } = shop.sandbox.control;
  const touched = new Set<string>();
  let nth = 40;

  async function imported(ctx: ServiceContext): Promise<Imported> {
    const { pid } = await products.find("color-size", nth++);
    const { productId } = await importOne(ctx, pid);
    const before = await getProduct(ctx, { id: productId! });
    if (before.stock !== null) {
      touched.add(pid);
      return { pid, id: before.id, before };
    }
    // Of some CJ never says what is in stock.
    await shop.database.sql`delete from products where id = ${before.id}`;
    return imported(ctx);
  }

  const later = (ms = HOUR_MS): void => shop.platform.clock.advance(ms);

  /** One attempt of the job; the run as it stands then. */
  async function work(ctx: ServiceContext, runId: string): Promise<SyncRunView> {
    await inventorySyncJob.handle(ctx.platform, { merchantId: ctx.merchantId, runId });
    const run = (await listRuns(ctx)).items.find(({ id }) => id === runId);
    if (!run) throw new Error("the run is not on record");
    return run;
  }

  return {
    shop,
    imported,
    later,
    work,
    /** A merchant with one such product. */
    stocked: async (options: Parameters<Shop["merchant"]>[1] = {}) => {
      const { ctx, merchantId } = await shop.merchant({ credits: 300 }, options);
      return { ctx, merchantId, ...(await imported(ctx)) };
    },
    /** A sync an hour later, from its start to its end. */
    sync: async (ctx: ServiceContext): Promise<SyncRunView> => {
      later();
      return work(ctx, (await startSync(ctx)).id);
    },
    /** Every variant's cost times so much. */
    reprices: async ({ variants }: Pick<ProductView, "variants">, factor: number): Promise<void> => {
      for (const { externalId, costUsd } of variants)
        await products.setPrice(externalId!, Number((Number(costUsd) * factor).toFixed(2)));
    },
    /** Units of all variants together; only China has any. */
    stocks: async ({ variants }: Pick<ProductView, "variants">, units: number): Promise<void> => {
      for (const [at, { externalId, stock }] of variants.entries())
        for (const country of new Set(["CN", ...(stock ?? []).map((row) => row.country)]))
          await products.setStock(externalId!, country, {
            cj: at === 0 && country === "CN" ? units : 0,
            factory: 0,
          });
    },
    policy: (ctx: ServiceContext, policies: Partial<ChangePolicies>) => saveInventorySettings(ctx, { policies }),
    product: (ctx: ServiceContext, id: ProductId) => getProduct(ctx, { id }),
    silence: () => faults.add({ match: { vendor: "cj-api" }, kind: "status", status: 503 }),
    /** CJ as it was, between tests. */
    restore: async (): Promise<void> => {
      await faults.clear();
      for (const pid of touched) await products.restore(pid);
      touched.clear();
    },
    close: shop.close,
  };
}
export type Stockroom = Awaited<ReturnType<typeof openStockroom>>;

export const pricesOf = ({ variants }: Pick<ProductView, "variants">): number[] =>
  variants.map(({ priceMinor }) => priceMinor);
