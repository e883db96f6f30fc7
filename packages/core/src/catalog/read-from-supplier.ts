import { CjFailure } from "@nexusone/cj/client";
import { findImportState } from "@nexusone/db/queries/imports-state";
import { storeFreightQuotes, type FreightQuoteRow } from "@nexusone/db/queries/cj-quotes";
import type { SupplierLinkRow } from "@nexusone/db/queries/catalog-product";
import { withCj } from "../cj/gateway.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError, isDomainError } from "../errors.ts";
import { knownQuotes } from "../imports/known-quotes.ts";
import { readProduct, withFreight } from "../imports/read-product.ts";
import type { ProductSnapshot } from "../imports/snapshot.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";

/**
 * What the supplier says of a product now; null when it does not sell it any more. With `freight` also the quotes of every
 * variant (asked only where none of today is stored); a quote that cannot be had stays out. 10 points, and 10 a question.
 * @throws any `cj.*` reason.
 */
export async function readFromSupplier(
  ctx: ServiceContext,
  link: Pick<SupplierLinkRow, "environment" | "externalId">,
  options: { freight: boolean },
): Promise<ProductSnapshot | null> {
  const quotes: FreightQuoteRow[] = [];
  try {
    return await withCj(ctx, async (cj) => {
      // The other world's account knows nothing of this product.
      if (cj.connection.environment !== link.environment) throw new DomainError("cj.not_connected");
      const product = await readProduct(ctx, cj, link.externalId);
      if (!options.freight) return product;
      const state = await readMerchant(ctx, findImportState);
      if (!state) throw new DomainError("request.merchant_forbidden");
      const { destinationCountry: country, destinationZip: zip, carrierMaxDays: maxDays } = state;
      const known = knownQuotes(ctx, link.environment);
      const keep = (answers: readonly FreightQuoteRow[]): void => void quotes.push(...answers);
      return withFreight(ctx, cj, product, { country, zip, maxDays }, null, known, keep).catch((error: unknown) => {
        if (error instanceof CjFailure) return product;
        throw error;
      });
    });
  } catch (error) {
    if (
      isDomainError(error) &&
      (error.reason === "import.product_removed" || error.reason === "import.product_unknown")
    )
      return null;
    throw error;
  } finally {
    // Paid for with points, so kept whatever became of the rest.
    if (quotes.length > 0) await inMerchantTx(ctx, (tx) => storeFreightQuotes(tx, link.environment, quotes));
  }
}
