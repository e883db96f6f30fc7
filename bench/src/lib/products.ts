import { writeImportedProducts, type NewImportedProduct } from "@nexusone/db/queries/imports-write";
import { withMerchant, type Database } from "@nexusone/db/with-merchant";
import type { TestDatabase } from "@nexusone/testing/database";
import { CJ } from "@nexusone/core/cj/supplier-id";

const NAMES = ["Ceramic pour-over coffee set", "Foldable laptop stand", "Bamboo bath tray", "LED reading lamp"];
const COLOURS = ["Black", "White", "Sand", "Green", "Blue", "Red"];

/** A product as an import leaves it: six variants, two warehouses, five images. */
export function sampleProduct(index: number): NewImportedProduct {
  const now = new Date();
  const name = `${NAMES[index % NAMES.length]} ${index}`;
  const image = (position: number): string => `https://cf.cjdropshipping.com/sample/${index}-${position}.jpg`;
  return {
    name,
    descriptionHtml: `<p>${"A sturdy thing for every day, easy to clean and to store. ".repeat(20)}</p>`,
    categoryId: null,
    currency: "EUR",
    optionNames: ["Colour"],
    priceRule: { kind: "multiplier", factor: "2.5", of: "landed" },
    images: [0, 1, 2, 3, 4].map(image),
    tags: ["sample", "home"],
    searchText: name.toLowerCase(),
    variants: COLOURS.map((colour, position) => ({
      position,
      externalId: `${index}00${position}`,
      sku: `SKU-${index}-${position}`,
      label: colour,
      options: [colour],
      costUsd: "2.99",
      priceMinor: 2_490 + position * 100,
      priceFromRule: true,
      freight: {
        usd: "9.17",
        taxesUsd: null,
        carrier: "CJPacket Ordinary",
        minDays: 7,
        maxDays: 12,
        origin: "CN",
        destination: "FR",
        quotedAt: now.toISOString(),
        banded: position > 0,
      },
      duty: { kind: "unknown" },
      landedMinor: 1_094,
      profitMinor: 981 + position * 83,
      marginBps: 3_900,
      weightGrams: 310,
      imageUrl: image(position % 5),
      stockKnown: true,
      stock: ["CN", "DE"].map((country) => ({ country, total: 120, cjOwned: 20, factory: 100, verified: true })),
    })),
    link: {
      supplier: CJ,
      environment: "sandbox",
      externalId: `17000000000${index}`,
      url: `https://cjdropshipping.com/product/sample-p-17000000000${index}.html`,
      supplierName: null,
      categoryPath: ["Home", "Kitchen"],
    },
    rawOf: null,
    readAt: now,
    importedAt: now,
  };
}

/** Written together: more would only make one statement's text large. */
const TOGETHER = 100;

/** Writes `count` sample products of a merchant. @returns their ids. */
export async function seedProducts(db: Database, merchantId: string, count: number): Promise<string[]> {
  return withMerchant(db, { merchantId }, async (tx) => {
    const ids: string[] = [];
    for (let start = 0; start < count; start += TOGETHER) {
      const products = Array.from({ length: Math.min(TOGETHER, count - start) }, (_, index) =>
        sampleProduct(start + index),
      );
      ids.push(...(await writeImportedProducts(tx, products)).values());
    }
    if (ids.length < count) throw new Error("the merchant has some of these samples already");
    return ids;
  });
}

/** Adds `count` events of a month of work to what the merchant has, each in its place. */
export async function seedEvents({ sql }: TestDatabase, merchantId: string, count: number): Promise<void> {
  await sql`
    insert into events (merchant_id, type, happened_at, actor_kind, actor_id, cause, subject_kind, subject_id, payload, seq)
    select ${merchantId}::uuid, 'product.updated', timestamptz '2026-03-02 08:00Z' - nth * interval '50 seconds', 'system',
      'bench', 'bench', 'product', ids[nth % cardinality(ids) + 1],
      '{"productId": "00000000-0000-4000-8000-000000000000", "fields": ["name"], "before": {}, "after": {}}', newest + nth
    from generate_series(1, ${count}::integer) nth,
      (select array_agg(id) as ids from products where merchant_id = ${merchantId}) product,
      (select coalesce(max(seq), 0) as newest from events) numbered`;
}
