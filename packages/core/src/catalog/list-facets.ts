import type { FacetsView } from "@nexusone/contracts/catalog";
import { listCategories, listTags } from "@nexusone/db/queries/catalog-categories";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";

/** What the catalogue can be filtered by: categories with their product counts, tags, and the suppliers there are. */
export async function listFacets(ctx: ServiceContext): Promise<z.output<typeof FacetsView>> {
  authorize(ctx, "catalog:read");
  const suppliers = ctx.platform.suppliers.map(({ id, name }) => ({ id, name }));
  return readMerchant(ctx, async (tx) => {
    const [categories, tags] = await Promise.all([listCategories(tx), listTags(tx)]);
    return { categories, tags, suppliers } as z.output<typeof FacetsView>; // ids come from our own uuid columns
  });
}
