import { and, eq, lt, sql } from "drizzle-orm";
import type { Environment } from "@nexusone/contracts/cj";
import { cjAnswers } from "../schema/cj.ts";
import type { MerchantTx } from "../with-merchant.ts";

export async function findCjAnswer(
  tx: MerchantTx,
  environment: Environment,
  key: string,
): Promise<{ answer: unknown; readAt: Date } | undefined> {
  const [row] = await tx
    .select({ answer: cjAnswers.answer, readAt: cjAnswers.readAt })
    .from(cjAnswers)
    .where(and(eq(cjAnswers.environment, environment), eq(cjAnswers.key, key)));
  return row;
}

/** Keeps the newest answer to each question. */
export async function storeCjAnswer(
  tx: MerchantTx,
  row: { environment: Environment; key: string; answer: unknown; readAt: Date },
): Promise<void> {
  await tx
    .insert(cjAnswers)
    .values(row)
    .onConflictDoUpdate({
      target: [cjAnswers.merchantId, cjAnswers.environment, cjAnswers.key],
      set: { answer: sql`excluded.answer`, readAt: sql`excluded.read_at` },
      setWhere: sql`${cjAnswers.readAt} < excluded.read_at`,
    });
}

export async function deleteCjAnswersBefore(tx: MerchantTx, before: Date): Promise<void> {
  await tx.delete(cjAnswers).where(lt(cjAnswers.readAt, before));
}
