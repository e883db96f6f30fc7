import { expectAllIndexed } from "@nexusone/testing/explain";
import { afterAll, beforeAll, expect, it } from "vitest";
import { updateSettings } from "../merchants/settings.ts";
import { asOwner, importOne, openShop, type Shop } from "../imports/shop.fixture.ts";
import { previewImport } from "../imports/preview-import.ts";
import { inMerchantTx } from "../transaction.ts";
import { estimateMargins } from "./estimate-margins.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const productOf = (nth: number) => shop.sandbox.control.products.find("single", nth);
const callsOf = async () => (await shop.sandbox.control.requests.list({ vendor: "cj-api" })).length;

it("[EXT-09] [CAT-01] estimates from stored quotes alone: never a call to CJ, never an invented percent", async () => {
  const { ctx } = await shop.merchant();
  const [quoted, unknown] = [await productOf(0), await productOf(1)];
  const preview = await previewImport(ctx, { items: [{ ref: quoted.pid }] });
  const variant = preview.rows[0]!.variants[0]!; // one product with one variant
  const before = await callsOf();
  const { currency, items } = await estimateMargins(ctx, {
    items: [
      { externalId: quoted.pid.toLowerCase(), minUsd: variant.costUsd, maxUsd: variant.costUsd },
      { externalId: unknown.pid, minUsd: "4.50", maxUsd: "6.00" },
      { externalId: quoted.pid, minUsd: null, maxUsd: null },
    ],
  });
  expect(await callsOf()).toBe(before);
  expect(currency).toBe(preview.pricing.terms.currency);
  // The number is the preview's own: one formula, one rule, one quote.
  expect(items[0]).toEqual({
    externalId: quoted.pid.toLowerCase(),
    productId: null,
    importedCostUsd: null,
    estimate: {
      priceMinor: variant.priceMinor,
      profitMinor: variant.margin?.profitMinor,
      percentOfPriceBps: variant.margin?.percentOfPriceBps,
      percentOfNetBps: variant.margin?.percentOfNetBps,
      belowFloor: preview.rows[0]?.belowFloor,
      banded: true,
      quotedAt: variant.freight?.quotedAt,
      minDays: variant.freight?.minDays,
      maxDays: variant.freight?.maxDays,
      dutyIncluded: variant.margin?.dutyIncluded,
    },
  });
  expect(items.slice(1).map(({ estimate }) => estimate)).toEqual([null, null]);
});

it("[CAT-10] tells what the merchant has already, with its cost then, and estimates by the quote it was priced with", async () => {
  const { ctx, merchantId } = await shop.merchant();
  const { pid } = await productOf(2);
  const { productId } = await importOne(ctx, pid);
  // The stored answer is gone as after two days; the product keeps the quote of its price.
  await shop.database.sql`delete from freight_quotes where merchant_id = ${merchantId}`;
  const [item] = (await estimateMargins(ctx, { items: [{ externalId: pid, minUsd: "3.00", maxUsd: "9.00" }] })).items;
  expect(item).toMatchObject({ productId, importedCostUsd: expect.stringMatching(/^\d+\.\d+$/) });
  expect(item?.estimate).not.toBeNull();
});

it("[EXT-09] is never better than the truth: the least of the prices with the dearest quote", async () => {
  const { ctx, merchantId } = await shop.merchant();
  const { pid } = await productOf(3);
  await previewImport(ctx, { items: [{ ref: pid }] });
  const ask = async (minUsd: string, maxUsd: string) =>
    (await estimateMargins(ctx, { items: [{ externalId: pid, minUsd, maxUsd }] })).items[0]?.estimate;
  const [low, high, both] = [await ask("2.00", "2.00"), await ask("40.00", "40.00"), await ask("2.00", "40.00")];
  expect(both?.percentOfNetBps).toBe(Math.min(low?.percentOfNetBps ?? NaN, high?.percentOfNetBps ?? NaN));
  // A dearer quote about another of its variants.
  await shop.database.sql`
    insert into freight_quotes (merchant_id, environment, key, external_id, options, quoted_at)
    select merchant_id, environment, replace(key, ':1', 'x:1'), external_id,
      jsonb_set(options, '{options}', (select jsonb_agg(o || '{"usd":"99.00"}') from jsonb_array_elements(options->'options') o)), quoted_at
    from freight_quotes where merchant_id = ${merchantId}`;
  expect((await ask("2.00", "40.00"))?.priceMinor).toBeGreaterThan(both?.priceMinor ?? NaN);
});

it("[EXT-09] knows only quotes to the merchant's destination, and keeps each merchant's to itself", async () => {
  const [{ ctx }, other] = [await shop.merchant(), await shop.merchant()];
  const { pid } = await productOf(4);
  await previewImport(ctx, { items: [{ ref: pid }] });
  const items = [{ externalId: pid, minUsd: "3.00", maxUsd: "3.00" }];
  expect((await estimateMargins(ctx, { items })).items[0]?.estimate).not.toBeNull();
  expect((await estimateMargins(other.ctx, { items })).items[0]?.estimate).toBeNull();
  await updateSettings(asOwner(ctx), { destinationCountry: "DE" });
  expect((await estimateMargins(ctx, { items })).items[0]?.estimate).toBeNull();
});

it("[EXT-09] asks the database as often for 120 products as for one, by index", async () => {
  const { ctx } = await shop.merchant();
  const ask = (count: number) =>
    inMerchantTx(ctx, (tx) =>
      expectAllIndexed(tx, () =>
        estimateMargins(
          { ...ctx, tx },
          {
            items: Array.from({ length: count }, (_, at) => ({
              externalId: `${10 ** 12 + at}`,
              minUsd: "1.00",
              maxUsd: null,
            })),
          },
        ),
      ),
    );
  expect(await ask(120)).toBe(await ask(1));
});
