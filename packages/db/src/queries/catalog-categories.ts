import { and, eq, notExists, sql } from "drizzle-orm";
import { categories, products, productTags } from "../schema/catalog.ts";
import type { MerchantTx } from "../with-merchant.ts";

/** The category of this name, made when missing; names that differ in case are one. */
export async function upsertCategory(tx: MerchantTx, name: string): Promise<{ id: string; created: boolean }> {
  // Found without a lock in most cases, so that imports into one category do not wait for each other.
  const [known] = await tx
    .select({ id: categories.id })
    .from(categories)
    .where(sql`${categories.nameLower} = lower(${name})`);
  if (known) return { id: known.id, created: false };
  const { rows } = await tx.execute(sql`
    insert into categories (name, name_lower) values (${name}, lower(${name}))
    on conflict (merchant_id, name_lower) do update set name_lower = excluded.name_lower
    returning id, (xmax = 0) as created`);
  const row = rows[0] as { id: string; created: boolean };
  return row;
}

/** Removes a category nothing is in any more. */
export async function deleteEmptyCategory(tx: MerchantTx, id: string): Promise<void> {
  await tx.delete(categories).where(
    and(
      eq(categories.id, id),
      notExists(
        tx
          .select({ one: sql`1` })
          .from(products)
          .where(eq(products.categoryId, id)),
      ),
    ),
  );
}

export async function findCategory(tx: MerchantTx, id: string) {
  const [row] = await tx.select().from(categories).where(eq(categories.id, id));
  return row;
}

/** Categories by name with how many products each holds; 1,001 stands for more than a thousand. */
export async function listCategories(tx: MerchantTx): Promise<{ id: string; name: string; productCount: number }[]> {
  const { rows } = await tx.execute<{ id: string; name: string; productCount: number }>(sql`
    select c.id, c.name, held.count as "productCount"
    from categories c cross join lateral (
      select count(*)::integer as count from (
        select 1 from products p where p.merchant_id = c.merchant_id and p.category_id = c.id limit 1001) listed) held
    order by c.name_lower limit 500`);
  return rows;
}

/** Distinct tags by name. The recursive form jumps from tag to tag along the index instead of reading every row. */
export async function listTags(tx: MerchantTx): Promise<string[]> {
  const { rows } = await tx.execute(sql`
    with recursive t as (
      (select tag from ${productTags} order by tag limit 1)
      union all
      select (select p.tag from ${productTags} p where p.tag > t.tag order by p.tag limit 1) from t where t.tag is not null
    )
    select tag from t where tag is not null limit 500`);
  return rows.map((row) => String(row["tag"]));
}
