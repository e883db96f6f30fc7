import type { CatalogueProduct, CatalogueVariant } from "../catalogue/product.ts";
import { findWarehouse } from "../catalogue/stock.ts";
import type { CjPush } from "./cj-push.ts";

const PRODUCT = {
  categoryId: null,
  categoryName: null,
  productDescription: null,
  productImage: null,
  productName: null,
  productNameEn: null,
  productProperty1: null,
  productProperty2: null,
  productProperty3: null,
  productSellPrice: null,
  productSku: null,
  productStatus: null,
};
const VARIANT = {
  variantName: null,
  variantWeight: null,
  variantLength: null,
  variantWidth: null,
  variantHeight: null,
  variantImage: null,
  variantSku: null,
  variantKey: null,
  variantSellPrice: null,
  variantStatus: null,
  variantValue1: null,
  variantValue2: null,
  variantValue3: null,
};
const usd = (cents: number): string => (cents / 100).toFixed(2);

/** Everything that is not named in `fields` is null, and stays what it was. */
export function tellShelf(push: CjPush, { pid }: CatalogueProduct, removed: boolean): void {
  push.tell("product", "PRODUCT", {
    ...PRODUCT,
    pid,
    productStatus: removed ? 2 : 3,
    fields: ["productStatus"],
  });
}

/** A variant that is no longer sold: status 2, as for products. */
export function tellGoneVariant(push: CjPush, { vid }: CatalogueVariant): void {
  push.tell("product", "VARIANT", { ...VARIANT, vid, variantStatus: 2, fields: ["variantStatus"] });
}

/** A price moves the variant's own and the product's range: two messages. */
export function tellPrice(push: CjPush, product: CatalogueProduct, { vid, priceCents }: CatalogueVariant): void {
  const { pid, lowCents, highCents } = product;
  const range = lowCents === highCents ? usd(lowCents) : `${usd(lowCents)} -- ${usd(highCents)}`;
  push.tell("product", "VARIANT", {
    ...VARIANT,
    vid,
    variantSellPrice: priceCents === null ? null : priceCents / 100,
    fields: ["variantSellPrice"],
  });
  push.tell("product", "PRODUCT", { ...PRODUCT, pid, productSellPrice: range, fields: ["productSellPrice"] });
}

/** By vid, with the name that the REST API has given up. */
export function tellStock(push: CjPush, { vid, stock }: CatalogueVariant): void {
  const rows = stock.flatMap((row) => {
    const warehouse = findWarehouse(row.countryCode);
    return warehouse
      ? [
          {
            vid,
            areaId: String(warehouse.areaId),
            areaEn: warehouse.areaEn,
            countryCode: row.countryCode,
            storageNum: row.cj + row.factory,
          },
        ]
      : [];
  });
  push.tell("stock", "STOCK", { [vid]: rows });
}
