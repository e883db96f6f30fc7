import { CategoryNameInput, type CategoryView } from "@nexusone/contracts/catalog";
import { listCategories, upsertCategory } from "@nexusone/db/queries/catalog-categories";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { plainText } from "../imports/plain-text.ts";
import { inMerchantTx } from "../transaction.ts";

/** Creates a category, or returns the one of that name whatever its case. Safe to repeat. */
export async function createCategory(
  ctx: ServiceContext,
  rawInput: z.input<typeof CategoryNameInput>,
): Promise<z.output<typeof CategoryView>> {
  authorize(ctx, "catalog:edit");
  const { name } = CategoryNameInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const { id } = await upsertCategory(tx, plainText(name));
    const found = (await listCategories(tx)).find((category) => category.id === id);
    return (found ?? { id, name, productCount: 0 }) as z.output<typeof CategoryView>; // our own uuid column
  });
}
