import { and, eq, isNull, sql } from "drizzle-orm";
import { advisorAlerts } from "../schema/conversations.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type AdvisorAlertRow = typeof advisorAlerts.$inferSelect;

/** The conversation's open alert: a new one, or the one that is. */
export async function raiseAlert(
  tx: MerchantTx,
  row: Pick<AdvisorAlertRow, "conversationId" | "reason" | "detail" | "triggeredAt">,
): Promise<{ readonly alert: AdvisorAlertRow; readonly created: boolean }> {
  const { merchantId, conversationId, handledAt } = advisorAlerts;
  const [made] = await tx
    .insert(advisorAlerts)
    .values(row)
    .onConflictDoNothing({ target: [merchantId, conversationId], where: isNull(handledAt) })
    .returning();
  if (made) return { alert: made, created: true };
  const [open] = await tx
    .select()
    .from(advisorAlerts)
    .where(and(eq(conversationId, row.conversationId), isNull(handledAt)));
  // The caller holds the conversation: nobody handles its alert meanwhile.
  return { alert: open!, created: false };
}

export async function findAlert(tx: MerchantTx, id: string): Promise<AdvisorAlertRow | undefined> {
  const [row] = await tx.select().from(advisorAlerts).where(eq(advisorAlerts.id, id));
  return row;
}

type Handled = Pick<AdvisorAlertRow, "handledById" | "handledByName" | "handledAt">;

/** Ends the conversation's open alert. @returns it, undefined when there was none. */
export async function handleOpenAlert(
  tx: MerchantTx,
  conversationId: string,
  by: Handled,
): Promise<AdvisorAlertRow | undefined> {
  const [row] = await tx
    .update(advisorAlerts)
    .set(by)
    .where(and(eq(advisorAlerts.conversationId, conversationId), sql`${advisorAlerts.handledAt} is null`))
    .returning();
  return row;
}
