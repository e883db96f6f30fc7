import { SupplierComparison } from "@nexusone/contracts/supplier-sync";
import { describe, expect, it } from "vitest";
import { uuid } from "../gallery/sample-plan.ts";
import type { Call } from "./api.ts";
import { createDrift, driftView } from "./drift.ts";
import { browser } from "./memory.fixture.ts";

const NOW = Date.parse("2026-03-14T10:05:00Z");
const comparison = (over: object = {}) =>
  SupplierComparison.parse({
    productId: uuid(3),
    before: { minCostUsd: "11.05", maxCostUsd: "12.40", stock: 120, marginBps: 3_510 },
    now: { minCostUsd: "12.90", maxCostUsd: "14.00", stock: null, marginBps: 2_840 },
    changes: [
      { field: "costUsd", variantId: uuid(5), label: "Black-S", from: "11.05", to: "12.90", owner: "supplier" },
      { field: "price", variantId: uuid(5), label: "Black-S", from: 3_799, to: 4_399, owner: "supplier" },
      { field: "descriptionHtml", variantId: null, label: null, from: "<p>Old", to: "<p>New", owner: "supplier" },
      {
        field: "name",
        variantId: null,
        label: null,
        from: "Mine",
        to: "<img src=x onerror=alert(1)>",
        owner: "merchant",
      },
    ],
    readAt: "2026-03-14T10:00:00Z",
    currency: "EUR",
    fromCache: false,
    ...over,
  });

describe("an imported product then and now", () => {
  it("[CAT-10] shows cost, stock and margin of both, offers the update and says what stays the merchant's", () => {
    const view = driftView(comparison(), "en", NOW);
    expect(view).toMatchObject({ differs: true, fix: "Update from CJ" });
    expect(view.figures).toEqual([
      { label: "Cost", before: "$11.05 – $12.40", now: "$12.90 – $14.00" },
      { label: "Stock", before: "120", now: "unknown" },
      { label: "Margin", before: "35.1%", now: "28.4%" },
    ]);
    expect(view.changes).toEqual([
      "Cost (Black-S): $11.05 → $12.90",
      "Price (Black-S): €37.99 → €43.99",
      "Description",
      "Name: Mine → <img src=x onerror=alert(1)> · yours, kept",
    ]);
    const quiet = driftView(comparison({ changes: [] }), "fr", NOW);
    expect(quiet).toMatchObject({ differs: false, fix: null });
    expect(quiet.title).toContain("Comme à l'import");
    expect(driftView(comparison({ fromCache: true }), "en", NOW).title).toContain("CJ does not answer");
  });

  it("[CAT-10] one tap refreshes the product, and what changed is said afterwards", async () => {
    const asked: [string, unknown][] = [];
    let fixed = false;
    const client = {
      catalog: {
        compareWithSupplier: {
          query: async (input: unknown) => {
            asked.push(["compare", input]);
            return fixed ? comparison({ changes: [] }) : comparison();
          },
        },
        refreshProduct: {
          mutate: async (input: unknown) => {
            asked.push(["refresh", input]);
            fixed = true;
          },
        },
      },
    };
    const call = (async (run: (used: never) => unknown) => run(client as never)) as Call;
    const drift = createDrift({ stores: browser().worker(), call, builtInServer: "https://a.test", now: () => NOW });
    const { productId } = comparison();
    expect((await drift.compare("2603021418275519600")).differs).toBe(true);
    const after = await drift.fix("2603021418275519600", productId);
    expect(asked).toContainEqual(["refresh", { id: productId }]);
    expect(after).toMatchObject({ differs: false, fix: null });
    expect(after.changes).toEqual([
      "Cost (Black-S): $11.05 → $12.90",
      "Price (Black-S): €37.99 → €43.99",
      "Description",
    ]);
    expect(after.title).toContain("Updated: 3 changes");
  });
});
