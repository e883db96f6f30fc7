import type { SupplierId } from "@nexusone/contracts/ids";
import { DomainError } from "../errors.ts";
import type { FreightOption, Supplier, SupplierProduct } from "./supplier.ts";

export const BAZAAR = "bazaar" as SupplierId; // has the format
const ADDRESS = /^https:\/\/bazaar\.example\/item\/(\d+)(?:\?variant=([\w-]+))?$/;

/** All that a supplier takes: products in memory, one carrier, and a switch to fall silent. */
export function openBazaar(products: readonly SupplierProduct[], options: { freight?: boolean } = {}) {
  const shelf = new Map(products.map((product) => [product.externalId, product]));
  const calls: string[] = [];
  let away = false;
  function answer<T>(call: string, value: () => T): Promise<T> {
    calls.push(call);
    return away
      ? Promise.reject(new DomainError("supplier.unavailable", { supplier: "Bazaar" }))
      : Promise.resolve().then(value);
  }
  const read = (externalId: string): SupplierProduct => {
    const product = shelf.get(externalId);
    if (!product) throw new DomainError("import.product_unknown");
    return product;
  };
  const carrier: FreightOption = { carrier: "Camel", usd: "3.00", taxesUsd: null, minDays: 4, maxDays: 8 };
  const supplier: Supplier = {
    id: BAZAAR,
    name: "Bazaar",
    parseRef: (_platform, ref) => {
      const [, externalId = /^\d{1,6}$/.exec(ref)?.[0], variantId = null] = ADDRESS.exec(ref) ?? [];
      return externalId === undefined ? undefined : { externalId, variantId };
    },
    environmentOf: async () => "live",
    open: (_ctx, work) =>
      work({
        supplier: BAZAAR,
        environment: "live",
        homeCountry: "MA",
        readProduct: (externalId) => answer(`read ${externalId}`, () => read(externalId)),
        ...(options.freight !== false && {
          quoteFreight: ({ variantId, origin, destination }) =>
            answer(`quote ${variantId} ${origin} ${destination}`, () => [carrier]),
        }),
        pointsSpent: () => 0,
      }),
  };
  return {
    supplier,
    /** What it was asked, in order. */
    calls,
    put: (product: SupplierProduct) => void shelf.set(product.externalId, product),
    drop: (externalId: string) => void shelf.delete(externalId),
    silence: (on: boolean) => void (away = on),
  };
}

export const carpet = (externalId: string, over: Partial<SupplierProduct> = {}): SupplierProduct => ({
  externalId,
  name: `Carpet ${externalId}`,
  sku: null,
  descriptionHtml: '<p>Wool<script>alert("no")</script></p>',
  images: [],
  optionNames: ["Size"],
  url: `https://bazaar.example/item/${externalId}`,
  supplierName: "Weavers",
  categoryPath: ["Home", "Carpets"],
  variants: ["S", "L"].map((size, at) => ({
    externalId: `${externalId}-${size}`,
    sku: `C${externalId}${size}`,
    label: size,
    options: [size],
    imageUrl: null,
    weightGrams: 900,
    parcelGrams: 900,
    costUsd: at === 0 ? "20.00" : "30.00",
    stock: [{ country: "MA", total: 7, cjOwned: null, factory: null, verified: null }],
  })),
  raw: { item: externalId },
  ...over,
});
