import { reasonOf } from "@nexusone/contracts/reasons";
import { findCjConnection } from "@nexusone/db/queries/cj-connections";
import { findCjAnswer, storeCjAnswer } from "@nexusone/db/queries/cj-answers";
import type { z } from "zod";
import type { ServiceContext } from "../context.ts";
import { DomainError, isDomainError } from "../errors.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { withCj, type CjGateway } from "./gateway.ts";

export type Kept<T> = {
  readonly answer: T;
  readonly readAt: string;
  readonly stale: { readonly reason: string; readonly details: Record<string, string | number> } | null;
};

/**
 * An answer of CJ's that is good for `freshMs`: asked again only when the kept one is older. While CJ cannot be asked, the
 * kept one is given whatever its age, with the reason. Throws CJ's failure when nothing is kept, and `cj.not_connected`.
 */
export async function keptAnswer<T>(
  ctx: ServiceContext,
  question: { readonly key: string; readonly freshMs: number; readonly schema: z.ZodType<T> },
  ask: (cj: CjGateway) => Promise<T>,
): Promise<Kept<T>> {
  const { key, freshMs, schema } = question;
  const { environment, row } = await readMerchant(ctx, async (tx) => {
    const connection = await findCjConnection(tx);
    if (!connection) throw new DomainError("cj.not_connected");
    return { environment: connection.environment, row: await findCjAnswer(tx, connection.environment, key) };
  });
  // An earlier version may have kept another shape: then it is as if nothing were kept.
  const parsed = row ? schema.safeParse(row.answer) : undefined;
  const kept = row && parsed?.success ? { answer: parsed.data, readAt: row.readAt.toISOString() } : undefined;
  const asked = ctx.platform.clock.now();
  if (row && kept && asked.getTime() - row.readAt.getTime() < freshMs) return { ...kept, stale: null };
  try {
    const answer = await withCj(ctx, ask);
    await inMerchantTx(ctx, (tx) => storeCjAnswer(tx, { environment, key, answer, readAt: asked }));
    return { answer, readAt: asked.toISOString(), stale: null };
  } catch (error) {
    // What a repeat cannot help, such as a rejected key, is told rather than hidden behind yesterday's answer.
    if (!kept || !isDomainError(error) || !reasonOf(error.reason).retry) throw error;
    return { ...kept, stale: { reason: error.reason, details: error.details } };
  }
}
