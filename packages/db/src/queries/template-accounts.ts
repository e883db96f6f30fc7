import type { ReasonCode } from "@nexusone/contracts/reasons";
import { and, asc, eq, lte } from "drizzle-orm";
import type { Environment } from "@nexusone/contracts/cj";
import { templateAccounts } from "../schema/templates.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type TemplateAccountRow = typeof templateAccounts.$inferSelect;
type Key = { readonly environment: Environment; readonly accountId: string };

export const listTemplateAccounts = (tx: MerchantTx): Promise<TemplateAccountRow[]> =>
  tx.select().from(templateAccounts).orderBy(asc(templateAccounts.id));

/** Writes how the last reading went and when the next is due. */
export async function saveTemplateAccount(
  tx: MerchantTx,
  { environment, accountId }: Key,
  change: { readonly syncAt: Date; readonly syncedAt?: Date; readonly reason: ReasonCode | null },
): Promise<void> {
  const t = templateAccounts;
  await tx
    .insert(t)
    .values({ environment, accountId, ...change })
    .onConflictDoUpdate({ target: [t.merchantId, t.environment, t.accountId], set: change });
}

/** Has the account read soon, of whatever environment it is. */
export async function readTemplatesSoon(tx: MerchantTx, accountId: string, now: Date): Promise<void> {
  await tx
    .update(templateAccounts)
    .set({ syncAt: now })
    .where(and(eq(templateAccounts.accountId, accountId)));
}

export const listDueTemplateAccounts = (tx: MerchantTx, now: Date): Promise<TemplateAccountRow[]> =>
  tx.select().from(templateAccounts).where(lte(templateAccounts.syncAt, now));
