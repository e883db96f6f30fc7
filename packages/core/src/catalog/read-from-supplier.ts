import { findImportState } from "@nexusone/db/queries/imports-state";
import type { SupplierLinkRow } from "@nexusone/db/queries/catalog-product";
import { storeFreightQuotes, type FreightQuoteRow } from "@nexusone/db/queries/freight-quotes";
import type { ServiceContext } from "../context.ts";
import { DomainError, isDomainError } from "../errors.ts";
import { destinationOf } from "../imports/check-items.ts";
import { knownQuotes } from "../imports/known-quotes.ts";
import { readProduct, withFreight } from "../imports/read-product.ts";
import type { ProductSnapshot } from "../imports/snapshot.ts";
import { supplierOf } from "../suppliers/find-supplier.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";

/**
 * What the supplier says of a product now; null when it does not sell it any more. With `freight` also the quotes of every
 * variant (asked only where none of today is stored); a quote that cannot be had stays out.
 * @throws the supplier's reason, `supplier.unknown`.
 */
export async function readFromSupplier(
  ctx: ServiceContext,
  link: Pick<SupplierLinkRow, "supplier" | "environment" | "externalId">,
  options: { freight: boolean },
): Promise<ProductSnapshot | null> {
  const quotes: FreightQuoteRow[] = [];
  const { environment, externalId } = link;
  try {
    return await supplierOf(ctx, link.supplier).open(
      ctx,
      async (session) => {
        const product = await readProduct(ctx, session, externalId);
        if (!options.freight) return product;
        const state = await readMerchant(ctx, findImportState);
        if (!state) throw new DomainError("request.merchant_forbidden");
        const known = knownQuotes(ctx, environment);
        const keep = (answers: readonly FreightQuoteRow[]): void => void quotes.push(...answers);
        const quoted = withFreight(ctx, session, product, destinationOf(state), null, known, keep);
        return quoted.catch((error: unknown) => {
          if (isDomainError(error)) return product;
          throw error;
        });
      },
      { environment },
    );
  } catch (error) {
    if (
      isDomainError(error) &&
      (error.reason === "import.product_removed" || error.reason === "import.product_unknown")
    )
      return null;
    throw error;
  } finally {
    // Paid for with points, so kept whatever became of the rest.
    if (quotes.length > 0) await inMerchantTx(ctx, (tx) => storeFreightQuotes(tx, environment, quotes));
  }
}
