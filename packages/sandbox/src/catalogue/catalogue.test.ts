import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Catalogue } from "./catalogue.ts";
import { quoteFreight, type FreightItem } from "./freight.ts";
import { productPath } from "./slug.ts";
import { searchCatalogue } from "./search.ts";
import { categoryTree, leaves } from "./taxonomy.ts";

const catalogue = new Catalogue("test", 2000);

describe("catalogue", () => {
  it("tells the same story for the same seed and another for another", () => {
    const again = new Catalogue("test", 2000);
    const other = new Catalogue("other", 2000);
    for (const index of [0, 1, 500, 1999]) {
      expect(again.product(index)).toEqual(catalogue.product(index));
      expect(other.product(index).pid).not.toBe(catalogue.product(index).pid);
    }
  });

  it("finds a product by pid, by every vid and by every SKU", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1999 }), (index) => {
        const product = catalogue.product(index);
        expect(catalogue.findByPid(product.pid)?.index).toBe(index);
        expect(catalogue.findBySku(product.sku)).toMatchObject({ product: { index }, variant: undefined });
        for (const variant of product.variants) {
          expect(catalogue.findByVid(variant.vid)?.variant.vid).toBe(variant.vid);
          expect(catalogue.findBySku(variant.sku)?.variant?.vid).toBe(variant.vid);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("holds a million products without holding them", () => {
    const before = process.memoryUsage().heapUsed;
    const huge = new Catalogue("huge", 1_000_000);
    expect(huge.findByPid(huge.product(999_999).pid)?.index).toBe(999_999);
    expect(searchCatalogue(huge, { page: 900, size: 100 }).items).toHaveLength(100);
    expect(searchCatalogue(huge, { page: 1, size: 10 }).total).toBeGreaterThan(980_000);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100_000_000);
  });

  it("has three levels under at least twelve first-level categories, all with different ids", () => {
    expect(categoryTree.length).toBeGreaterThanOrEqual(12);
    const ids = categoryTree.flatMap((first) => [
      first.id,
      ...first.children.flatMap((second) => [second.id, ...second.children.map((leaf) => leaf.id)]),
    ]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => /^(\d{19}|[0-9A-F-]{36})$/.test(id))).toBe(true);
  });

  it("lays changes over the generated product and forgets them on restore", () => {
    const mine = new Catalogue("test", 2000);
    const { pid, variants } = mine.product(3);
    const vid = variants[0]?.vid ?? "";
    mine.setPrice(vid, 4242);
    mine.setStock(vid, "US", { cj: 7, factory: 0 });
    mine.setRemoved(3, true);
    expect(mine.findByPid(pid)?.variants[0]).toMatchObject({
      priceCents: 4242,
      stock: expect.arrayContaining([{ countryCode: "US", cj: 7, factory: 0 }]),
    });
    expect(mine.isRemoved(3)).toBe(true);
    mine.restore(3);
    expect(mine.product(3)).toEqual(catalogue.product(3));
    expect(mine.isRemoved(3)).toBe(false);
  });
});

describe("search", () => {
  const all = Array.from({ length: 2000 }, (_, index) => index).filter((index) => !catalogue.isRemoved(index));

  it("counts exactly what a look at every product finds", () => {
    const named = all.filter((index) =>
      /\blamp/i.test(`${catalogue.core(index).nameEn} ${catalogue.core(index).leaf.name}`),
    );
    expect(searchCatalogue(catalogue, { keyword: "lamps", page: 1, size: 10 }).total).toBe(named.length);
    expect(named.length).toBeGreaterThan(5);
    const leaf = leaves[4];
    expect(searchCatalogue(catalogue, { categoryIds: [leaf?.id ?? ""], page: 1, size: 100 }).total).toBe(
      all.filter((index) => catalogue.core(index).leaf === leaf).length,
    );
    expect(searchCatalogue(catalogue, { page: 1, size: 1 }).total).toBe(all.length);
  });

  it("pages without gaps or repeats, in the order asked for", () => {
    const pages = [1, 2, 3].flatMap(
      (page) => searchCatalogue(catalogue, { order: "price", descending: false, page, size: 50 }).items,
    );
    expect(new Set(pages.map((core) => core.index)).size).toBe(150);
    expect(pages.map((core) => core.basePriceCents)).toEqual(
      pages.map((core) => core.basePriceCents).toSorted((a, b) => a - b),
    );
  });

  it("shows removed products only when asked, and finds Chinese words", () => {
    expect(searchCatalogue(catalogue, { page: 1, size: 1, includeRemoved: true }).total).toBe(2000);
    expect(
      searchCatalogue(catalogue, { keyword: "宠物", page: 1, size: 5 }).items.every(
        (core) => core.leaf.first.name === "Pet Supplies",
      ),
    ).toBe(true);
  });
});

describe("freight", () => {
  const item: FreightItem = {
    vid: "1",
    quantity: 1,
    grams: 300,
    volumeMm3: 1_000_000,
    property: "COMMON",
    available: true,
  };

  it("gives the same basket the same quote and a heavier one a dearer quote", () => {
    const light = quoteFreight("CN", "FR", [item]);
    expect(light.length).toBeGreaterThanOrEqual(4);
    expect(quoteFreight("CN", "FR", [item])).toEqual(light);
    const heavy = quoteFreight("CN", "FR", [{ ...item, grams: 1500 }]);
    expect(heavy.find((line) => line.carrier === "CJPacket Ordinary")?.priceCents).toBeGreaterThan(
      (light.find((line) => line.carrier === "CJPacket Ordinary")?.priceCents ?? 0) * 1.5,
    );
  });

  it("[Q36] has no route for liquids off the liquid line, for unserved countries and for what the origin lacks", () => {
    expect(quoteFreight("CN", "FR", [{ ...item, property: "LIQUID" }]).map((line) => line.carrier)).toEqual([
      "CJPacket Liquid Line",
    ]);
    expect(quoteFreight("CN", "SN", [{ ...item, property: "LIQUID" }])).toEqual([]);
    expect(quoteFreight("CN", "KP", [item])).toEqual([]);
    expect(quoteFreight("US", "US", [{ ...item, available: false }])).toEqual([]);
    expect(quoteFreight("US", "US", [item])[0]?.priceCents).toBeLessThan(700);
  });
});

it("[Q35] writes slugs by CJ's rule", () => {
  expect(productPath("Women's Loose & Long, 5m/ft?", "1")).toBe("/product/womens-loose-long-5m%2Fft-p-1.html");
});
