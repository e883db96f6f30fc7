import { and, eq, gte, sql } from "drizzle-orm";
import type { Environment } from "@nexusone/contracts/cj";
import { freightQuotes } from "../schema/freight-quotes.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type FreightQuoteRow = { key: string; externalId: string | null; options: unknown; quotedAt: Date };
/** The columns of a `FreightQuoteRow`. */
export const QUOTE = {
  key: freightQuotes.key,
  externalId: freightQuotes.externalId,
  options: freightQuotes.options,
  quotedAt: freightQuotes.quotedAt,
};

/** The stored answers to these freight questions that are not older than `since`. */
export async function findFreightQuotes(
  tx: MerchantTx,
  environment: Environment,
  keys: readonly string[],
  since: Date,
): Promise<FreightQuoteRow[]> {
  if (keys.length === 0) return [];
  return tx
    .select(QUOTE)
    .from(freightQuotes)
    .where(
      and(
        eq(freightQuotes.environment, environment),
        sql`${freightQuotes.key} = any(${sql.param(keys)}::text[])`,
        gte(freightQuotes.quotedAt, since),
      ),
    );
}

/** Keeps the newest answer per question. Keys are sorted so that two writers cannot wait for each other. */
export async function storeFreightQuotes(
  tx: MerchantTx,
  environment: Environment,
  quotes: readonly FreightQuoteRow[],
): Promise<void> {
  if (quotes.length === 0) return;
  const byKey = new Map(quotes.map((quote) => [quote.key, quote]));
  const rows = [...byKey.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  await tx.execute(sql`
    insert into freight_quotes as q (environment, key, external_id, options, quoted_at)
    select ${environment}, r.key, r."externalId", r.options, r."quotedAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(key text, "externalId" text, options jsonb, "quotedAt" timestamptz)
    on conflict (merchant_id, environment, key) do update
      set options = excluded.options, external_id = excluded.external_id, quoted_at = excluded.quoted_at where q.quoted_at < excluded.quoted_at`);
}

export async function deleteFreightQuotesBefore(tx: MerchantTx, before: Date): Promise<void> {
  await tx.delete(freightQuotes).where(sql`${freightQuotes.quotedAt} < ${before.toISOString()}::timestamptz`);
}
