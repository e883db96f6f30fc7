import type { ProductView } from "@nexusone/sandbox/control-types";
import { storedImports } from "./database.ts";
import type { Journey } from "./journey.ts";

/** Products of one variant that no other journey of this world has imported. */
export async function newSingles({ sandbox, world }: Journey, count: number): Promise<ProductView[]> {
  const found: ProductView[] = [];
  for (let nth = 140; found.length < count; nth += 1) {
    const product = await sandbox.products.find("single", nth);
    if ((await storedImports(world, product.pid)).length === 0) found.push(product);
  }
  return found;
}
