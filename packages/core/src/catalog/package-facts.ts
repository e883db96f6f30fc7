import { plausibleBarcode } from "@nexusone/contracts/own-products";
import type { PackageFacts } from "@nexusone/contracts/package-facts";
import { findByBarcode } from "@nexusone/db/queries/catalog-own";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { DomainError } from "../errors.ts";
import { plainText } from "../imports/plain-text.ts";

type Given = { readonly [K in keyof PackageFacts]?: PackageFacts[K] | undefined };

/**
 * The given facts as they are stored; an empty text is null. `self`: the product they are about, when it exists.
 * @throws `catalog.barcode_invalid`, `catalog.barcode_taken` {productId}.
 */
export async function packageColumns(tx: MerchantTx, given: Given, self: string | null): Promise<Given> {
  const { brand, ingredients, expiresOn } = given;
  const barcode = textOrNull(given.barcode);
  if (barcode) {
    if (!plausibleBarcode(barcode)) throw new DomainError("catalog.barcode_invalid", { barcode });
    const other = await findByBarcode(tx, barcode);
    if (other !== undefined && other !== self)
      throw new DomainError("catalog.barcode_taken", { barcode, productId: other });
  }
  return {
    ...(brand !== undefined && { brand: textOrNull(brand) }),
    ...(barcode !== undefined && { barcode }),
    ...(ingredients !== undefined && { ingredients: textOrNull(ingredients) }),
    ...(expiresOn !== undefined && { expiresOn }),
  };
}

const textOrNull = (text: string | null | undefined): string | null | undefined =>
  text === undefined || text === null ? text : plainText(text) || null;
