import { and, desc, eq, inArray, isNull, lte, or, sql } from "drizzle-orm";
import type { SupplierId } from "@nexusone/contracts/ids";
import { importDrafts } from "../schema/imports.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type DraftRow = typeof importDrafts.$inferSelect;
export type NewDraft = Omit<typeof importDrafts.$inferInsert, "merchantId" | "id" | "updatedAt">;

export async function insertDraft(tx: MerchantTx, draft: NewDraft): Promise<DraftRow> {
  const [row] = await tx.insert(importDrafts).values(draft).returning();
  return row!; // an insert without conflict clause returns its row or raises
}

export async function findDraft(tx: MerchantTx, id: string): Promise<DraftRow | undefined> {
  const [row] = await tx.select().from(importDrafts).where(eq(importDrafts.id, id));
  return row;
}

export async function findWaitingDraftOf(
  tx: MerchantTx,
  supplier: SupplierId,
  externalId: string,
): Promise<DraftRow | undefined> {
  const [row] = await tx
    .select()
    .from(importDrafts)
    .where(
      and(
        eq(importDrafts.state, "waiting"),
        eq(importDrafts.externalId, externalId),
        or(eq(importDrafts.supplier, supplier), isNull(importDrafts.supplier)),
      ),
    )
    .limit(1);
  return row;
}

/** Drafts nobody discarded, newest first. */
export async function listDraftRows(tx: MerchantTx, limit: number): Promise<DraftRow[]> {
  return (
    tx
      .select()
      .from(importDrafts)
      // As the index says it: a list of states would read every draft there is.
      .where(sql`${importDrafts.state} <> 'discarded'`)
      .orderBy(desc(importDrafts.createdAt), desc(importDrafts.id))
      .limit(limit)
  );
}

/** Begins an attempt at a draft that is due and sets when the next one may begin, should this one die. */
export async function claimDraft(
  tx: MerchantTx,
  id: string,
  now: Date,
  nextAttemptAt: Date,
): Promise<DraftRow | undefined> {
  const [row] = await tx
    .update(importDrafts)
    .set({ attempts: sql`${importDrafts.attempts} + 1`, nextAttemptAt })
    .where(
      and(
        eq(importDrafts.id, id),
        eq(importDrafts.state, "waiting"),
        or(isNull(importDrafts.nextAttemptAt), lte(importDrafts.nextAttemptAt, now)),
      ),
    )
    .returning();
  return row;
}

/** Changes a draft that still waits; undefined when it does not any more. */
export async function updateWaitingDraft(
  tx: MerchantTx,
  id: string,
  change: Partial<Pick<DraftRow, "state" | "reason" | "nextAttemptAt" | "productId">>,
): Promise<DraftRow | undefined> {
  const [row] = await tx
    .update(importDrafts)
    .set(change)
    .where(and(eq(importDrafts.id, id), inArray(importDrafts.state, ["waiting", "failed"])))
    .returning();
  return row;
}
