import { describe, expect, it } from "vitest";
import { uuid } from "../gallery/sample-plan.ts";
import type { Call } from "./api.ts";
import { createListings } from "./listings.ts";
import { browser } from "./memory.fixture.ts";
import { setLocal, type Pairing } from "./stores.ts";

const PAIRING: Pairing = {
  ...{ serverUrl: "https://a.test", sessionId: "s1", merchantId: "m1", merchantName: "Shop", merchantSlug: "shop" },
  ...{ locale: "en", refreshToken: "r0", sessionExpiresAt: "2026-04-01T00:00:00Z" },
};
const item = (at: number) => ({ pid: `260101000000000${String(at).padStart(4, "0")}`, name: null, imageUrl: null });

async function setting(estimates: unknown[] = []) {
  const stores = browser().worker();
  await setLocal(stores, { pairing: PAIRING });
  const asked: unknown[] = [];
  const estimateMargins = {
    mutate: async (input: unknown) => (asked.push(input), { currency: "EUR", items: estimates }),
  };
  const client = { catalog: { estimateMargins } };
  const call = (async (run: (used: never) => unknown) => run(client as never)) as Call;
  const imports = { preview: () => Promise.reject(new Error("costs points")) };
  return { stores, call, asked, listings: createListings({ stores, call, imports, builtInServer: "https://a.test" }) };
}

describe("listings in the background", () => {
  it("[EXT-03] the selection outlives the worker, is the paired shop's alone, and changes one after the other", async () => {
    const { stores, call, listings } = await setting();
    await Promise.all([
      listings.select({ add: [item(1), item(2)], remove: [] }),
      listings.select({ add: [item(3)], remove: [item(1).pid] }),
    ]);
    const imports = { preview: () => Promise.reject(new Error("unused")) };
    const next = createListings({ stores, call, imports, builtInServer: "https://a.test" });
    expect((await next.open(true, null)).selection.map(({ pid }) => pid)).toEqual([item(2).pid, item(3).pid]);
    await setLocal(stores, { pairing: { ...PAIRING, merchantId: "m2" } });
    expect((await next.open(true, null)).selection).toEqual([]);
  });

  it("[EXT-03] [CAT-10] a percent only from a quote, marked, and a changed cost only for what is imported", async () => {
    const estimate = {
      ...{ priceMinor: 1_999, profitMinor: 700, percentOfPriceBps: 3_502, percentOfNetBps: 4_200, belowFloor: false },
      ...{ banded: true, quotedAt: "2026-03-14T10:00:00Z", minDays: 7, maxDays: 12, dutyIncluded: false },
    };
    const of = (at: number, over: object) => ({
      ...{ externalId: item(at).pid, productId: null, importedCostUsd: null, estimate: null },
      ...over,
    });
    const { listings, asked } = await setting([
      of(1, { estimate }),
      of(2, {}),
      of(3, { productId: uuid(3), importedCostUsd: "2.00" }),
      of(4, { productId: uuid(4), importedCostUsd: "2.5" }),
    ]);
    const tiles = await listings.estimate(
      [1, 2, 3, 4].map((at) => ({ pid: item(at).pid, minUsd: "2.50", maxUsd: "2.50" })),
    );
    expect(asked).toHaveLength(1);
    expect(tiles.map(({ margin }) => margin?.say ?? null)).toEqual(["~ 35%", null, null, null]);
    expect(tiles[0]?.margin?.title).toContain("duty not included");
    expect(tiles[1]).toMatchObject({ cost: "$2.50", imported: null });
    expect(tiles[2]?.imported).toMatchObject({ changed: true, title: "Imported at $2.00, now $2.50 at CJ" });
    expect(tiles[3]?.imported).toMatchObject({ changed: false, href: `https://a.test/m/shop/catalogue/${uuid(4)}` });
  });
});
