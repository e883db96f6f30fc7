import { writeImportedProducts, type NewImportedProduct } from "@nexusone/db/queries/imports-write";
import type { ServiceContext } from "../context.ts";
import { inMerchantTx } from "../transaction.ts";
import { searchTextOf } from "./search-text.ts";
import { CJ } from "../cj/supplier-id.ts";

export const at = new Date("2026-03-01T10:00:00Z");
let made = 0;
/** A product as an import writes it, each a second younger than the one before. */
export const seed = (
  name: string,
  over: Partial<NewImportedProduct> & { price?: number; margin?: number | null; stock?: number | null } = {},
): NewImportedProduct => {
  const { price = 1000, margin = 2000, stock = 5, ...rest } = over;
  made += 1;
  return {
    name,
    descriptionHtml: "",
    categoryId: null,
    currency: "EUR",
    optionNames: [],
    priceRule: { kind: "multiplier", factor: "2", of: "cost" },
    images: ["https://img.example/a.jpg"],
    tags: [],
    searchText: searchTextOf(name),
    link: {
      supplier: CJ,
      environment: "sandbox",
      externalId: `9${String(made).padStart(18, "0")}`,
      url: "https://cjdropshipping.com/x",
      supplierName: null,
      categoryPath: [],
    },
    rawOf: null,
    readAt: at,
    importedAt: new Date(at.getTime() + made * 1000),
    variants: [
      {
        position: 0,
        externalId: `v${made}`,
        sku: null,
        label: "Default",
        options: [],
        costUsd: "4.50",
        priceMinor: price,
        priceFromRule: true,
        freight:
          margin === null
            ? null
            : {
                usd: "2.00",
                taxesUsd: null,
                carrier: "Post",
                minDays: 5,
                maxDays: 9,
                origin: "CN",
                destination: "FR",
                quotedAt: at.toISOString(),
                banded: false,
              },
        duty: { kind: "none" },
        landedMinor: null,
        profitMinor: null,
        marginBps: margin,
        weightGrams: 100,
        imageUrl: null,
        stockKnown: stock !== null,
        stock: stock === null ? [] : [{ country: "CN", total: stock, cjOwned: null, factory: null, verified: null }],
      },
    ],
    ...rest,
  };
};
/** @returns their ids, in order */
export const write = (ctx: ServiceContext, products: NewImportedProduct[]) =>
  inMerchantTx(ctx, async (tx) => {
    const ids = await writeImportedProducts(tx, products);
    return products.map((product) => ids.get(product.link.externalId));
  });
