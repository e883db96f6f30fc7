import { eq, getTableColumns, sql } from "drizzle-orm";
import { cjWebhooks } from "../schema/inbox.ts";
import { MISSED } from "../system/cj-webhooks.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type CjWebhookRow = typeof cjWebhooks.$inferSelect;

export async function findCjWebhook(tx: MerchantTx): Promise<CjWebhookRow | undefined> {
  const [row] = await tx.select().from(cjWebhooks).limit(1);
  return row;
}

/** The row, kept from others until the transaction ends; `away`: nobody listened for so long that CJ gave messages up. */
export async function lockCjWebhook(tx: MerchantTx): Promise<(CjWebhookRow & { away: boolean }) | undefined> {
  const away = sql<boolean>`coalesce(${cjWebhooks.aliveAt} < clock_timestamp() - ${sql.raw(MISSED)}, false)`;
  const [row] = await tx
    .select({ ...getTableColumns(cjWebhooks), away })
    .from(cjWebhooks)
    .limit(1)
    .for("update");
  return row;
}

/** A connection's address; that of an earlier connection went with it. One there already stays. */
export async function insertCjWebhook(
  tx: MerchantTx,
  row: Pick<CjWebhookRow, "connectionId" | "keySealed" | "keyHash" | "state">,
): Promise<void> {
  await tx.insert(cjWebhooks).values(row).onConflictDoNothing();
}

export type CjWebhookChange = Partial<
  Pick<CjWebhookRow, "state" | "reason" | "base" | "attempts" | "nextAt" | "registeredAt" | "gapSince">
> & { readonly alive?: true };

/** `alive`: from now on, in real time, messages are taken. */
export async function changeCjWebhook(tx: MerchantTx, id: string, change: CjWebhookChange): Promise<void> {
  const { alive, ...columns } = change;
  await tx
    .update(cjWebhooks)
    .set({ ...columns, ...(alive && { aliveAt: sql`clock_timestamp()` }) })
    .where(eq(cjWebhooks.id, id));
}
