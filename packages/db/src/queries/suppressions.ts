import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { ContactPurpose, SuppressedPurpose, SuppressionCause } from "@nexusone/contracts/contact-terms";
import { contactIdentifiers, suppressions } from "../schema/contacts.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type SuppressionRow = typeof suppressions.$inferSelect;

/** What holds for any of these digests now. */
export async function listActiveSuppressions(tx: MerchantTx, digests: readonly string[]): Promise<SuppressionRow[]> {
  if (digests.length === 0) return [];
  return tx
    .select()
    .from(suppressions)
    .where(and(inArray(suppressions.digest, [...digests]), isNull(suppressions.endedAt)))
    .orderBy(asc(suppressions.since), asc(suppressions.id));
}

export async function hasSuppression(
  tx: MerchantTx,
  digests: readonly string[],
  purpose: ContactPurpose,
): Promise<boolean> {
  const [row] = await tx
    .select({ id: suppressions.id })
    .from(suppressions)
    .where(
      and(
        inArray(suppressions.digest, [...digests]),
        inArray(suppressions.purpose, ["all", purpose]),
        isNull(suppressions.endedAt),
      ),
    )
    .limit(1);
  return row !== undefined;
}

type Suppressing = {
  readonly digests: readonly string[];
  readonly purpose: SuppressedPurpose;
  readonly cause: SuppressionCause;
  readonly byName: string;
  readonly since: Date;
};
/** Adds to the register what does not hold yet. @returns how many digests that were. */
export async function insertSuppressions(tx: MerchantTx, { digests, ...row }: Suppressing): Promise<number> {
  if (digests.length === 0) return 0;
  const made = await tx
    .insert(suppressions)
    .values(digests.toSorted().map((digest) => ({ digest, ...row })))
    .onConflictDoNothing()
    .returning({ id: suppressions.id });
  return made.length;
}

type Lifting = {
  readonly digests: readonly string[];
  readonly purpose: SuppressedPurpose;
  readonly endedAt: Date;
  /** Only what was suppressed for this; anything when absent. */
  readonly cause?: SuppressionCause;
};
/** @returns how many entries were ended. */
export async function endSuppressions(tx: MerchantTx, { digests, purpose, endedAt, cause }: Lifting): Promise<number> {
  if (digests.length === 0) return 0;
  const ended = await tx
    .update(suppressions)
    .set({ endedAt })
    .where(
      and(
        inArray(suppressions.digest, [...digests]),
        eq(suppressions.purpose, purpose),
        isNull(suppressions.endedAt),
        cause === undefined ? undefined : eq(suppressions.cause, cause),
      ),
    )
    .returning({ id: suppressions.id });
  return ended.length;
}

/**
 * What a person asked for at one of their identifiers holds at all of them, those added later too. A bounce is about one
 * address and stays there.
 */
export async function spreadSuppressions(tx: MerchantTx, contactId: string, since: Date): Promise<void> {
  await tx.execute(sql`
    insert into ${suppressions} (digest, purpose, cause, by_name, since)
    select i.digest, s.purpose, s.cause, s.by_name, ${since.toISOString()}::timestamptz
    from ${contactIdentifiers} i
    cross join lateral (
      select distinct on (s.purpose) s.purpose, s.cause, s.by_name
      from ${suppressions} s join ${contactIdentifiers} o on o.merchant_id = s.merchant_id and o.digest = s.digest
      where o.contact_id = i.contact_id and s.ended_at is null and s.cause <> 'bounced'
      order by s.purpose, s.since, s.id) s
    where i.contact_id = ${contactId}
    on conflict do nothing`);
}
