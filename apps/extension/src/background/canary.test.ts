import { expect, it } from "vitest";
import type { Call } from "./api.ts";
import { createCanary, hostKind } from "./canary.ts";
import { browser } from "./memory.fixture.ts";
import { setLocal, type Pairing } from "./stores.ts";

const PAIRING: Pairing = {
  ...{ serverUrl: "https://a.test", sessionId: "s1", merchantId: "m1", merchantName: "Shop", merchantSlug: "shop" },
  ...{ locale: "en", refreshToken: "r0", sessionExpiresAt: "2026-04-01T00:00:00Z" },
};
async function setting() {
  const stores = browser().worker();
  await setLocal(stores, { pairing: PAIRING });
  const asked: unknown[] = [];
  const reportPage = { mutate: async (input: unknown) => void asked.push(input) };
  const client = { extension: { reportPage } };
  const call = (async (run: (used: never) => unknown) => run(client as never)) as Call;
  return { stores, call, asked };
}

it("[EXT-01] [EXT-03] runs once a day for each kind of page and reports a failure once, by names alone", async () => {
  let at = 1_000_000_000;
  const { stores, call, asked } = await setting();
  const canary = createCanary({ stores, call, version: "1.2.0", now: () => at });
  expect(await canary.due("product")).toBe(true);
  await canary.report({ page: "product", failed: [] }, "https://cjdropshipping.com");
  expect([await canary.due("product"), await canary.due("listing")]).toEqual([false, true]);
  expect(asked).toEqual([]);
  await canary.report({ page: "product", failed: ["priceBox"] }, "https://www.cjdropshipping.com");
  await canary.report({ page: "product", failed: ["priceBox"] }, "https://m.cjdropshipping.com");
  expect(asked).toEqual([{ host: "shop", page: "product", failed: ["priceBox"], version: "1.2.0" }]);
  at += 25 * 3_600_000;
  expect(await canary.due("product")).toBe(true);
  await canary.report({ page: "product", failed: ["priceBox"] }, "https://m.cjdropshipping.com");
  expect(asked.at(-1)).toMatchObject({ host: "mobile" });
  expect(hostKind("http://127.0.0.1:3100")).toBe("sandbox");
  expect(hostKind("https://app.cjdropshipping.com")).toBe("app");
});
