import type { ProductView } from "@nexusone/contracts/catalog";
import type { SyncRunView } from "@nexusone/contracts/inventory";
import { expect } from "vitest";
import type { Merchant } from "./merchant.ts";
import { eventually } from "./program.ts";

/** A sync of two products that became dearer: whoever takes it up writes each once, and counts each once. */
export const syncOf = (merchantOf: () => Merchant) => ({
  rows: "[INV-02] [INV-10]",
  prepare: async () => {
    const products: ProductView[] = [];
    for (let nth = 0; nth < 2; nth += 1) {
      const [row] = (await merchantOf().commit((await merchantOf().preview()).id)).rows;
      products.push(await merchantOf().get<ProductView>("catalog.getProduct", { id: row!.productId }));
    }
    for (const { externalId, costUsd } of products.flatMap(({ variants }) => variants))
      await merchantOf().sandbox.control.products.setPrice(externalId!, Number((Number(costUsd) + 0.1).toFixed(2)));
    return products;
  },
  reach: (products: readonly ProductView[]) =>
    merchantOf().ask("inventory.startSync", { productIds: products.map(({ id }) => id) }),
  repeat: async (products: readonly ProductView[]) => {
    const run = await eventually("the sync is taken up and ends", async () => {
      const { items } = await merchantOf().get<{ items: SyncRunView[] }>("inventory.listRuns", {});
      return items[0]?.state === "done" ? items[0] : undefined;
    });
    expect(run).toMatchObject({ total: 2, seen: 2, changed: 2, failed: 0 });
    for (const before of products)
      expect(await merchantOf().get<ProductView>("catalog.getProduct", { id: before.id })).toMatchObject({
        version: 2,
        minCostUsd: (Number(before.minCostUsd) + 0.1).toFixed(2),
      });
  },
});
