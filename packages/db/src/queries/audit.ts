import { and, desc, eq, gte, lt, sql } from "drizzle-orm";
import type { AuditActor, AuditOperation } from "@nexusone/contracts/audit-words";
import { auditLogs } from "../schema/audit.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type AuditRow = typeof auditLogs.$inferSelect;

export type AuditFilter = {
  readonly userId?: string | undefined;
  readonly actorKind?: AuditActor | undefined;
  readonly table?: string | undefined;
  readonly rowId?: string | undefined;
  readonly operation?: AuditOperation | undefined;
  readonly from?: Date | undefined;
  /** Excluded. */
  readonly to?: Date | undefined;
  /** Id of the last entry of the page before. */
  readonly before?: string | undefined;
  readonly limit: number;
};

/** Newest first, one more than `limit` when there is a next page. */
export async function listAuditRows(tx: MerchantTx, filter: AuditFilter): Promise<AuditRow[]> {
  return selectAudit(tx, filter);
}

/** The query of `listAuditRows`, to be explained. */
export function selectAudit(tx: MerchantTx, filter: AuditFilter) {
  const { userId, actorKind, table, rowId, operation, from, to, before, limit } = filter;
  return tx
    .select()
    .from(auditLogs)
    .where(
      and(
        userId === undefined ? undefined : eq(auditLogs.userId, userId),
        actorKind === undefined ? undefined : eq(auditLogs.actorKind, actorKind),
        table === undefined ? undefined : eq(auditLogs.tableName, table),
        rowId === undefined ? undefined : eq(auditLogs.rowId, rowId),
        operation === undefined ? undefined : eq(auditLogs.operation, operation),
        from === undefined ? undefined : gte(auditLogs.id, firstIdAt(from)),
        to === undefined ? undefined : lt(auditLogs.id, firstIdAt(to)),
        before === undefined ? undefined : lt(auditLogs.id, before),
      ),
    )
    .orderBy(desc(auditLogs.id))
    .limit(limit + 1);
}

/** A version 7 id begins with its milliseconds: the least one of that moment. */
function firstIdAt(at: Date): string {
  const hex = Math.max(0, at.getTime()).toString(16).padStart(12, "0").slice(-12);
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/** People named by the merchant's entries, also those who left. */
export async function listPeopleOnRecord(tx: MerchantTx): Promise<{ userId: string; name: string }[]> {
  const { rows } = await tx.execute<{ user_id: string; name: string }>(sql`select * from system.people_on_record()`);
  return rows.map((row) => ({ userId: row.user_id, name: row.name }));
}

// The rest of an endpoint's address may be a secret.
const ORIGIN_OF_URL = sql`substring(url from '^[a-z]+://[^/?#@]+')`;

export type AuditSubject = { readonly name: string; readonly productId: string | null };

/** What rows are called now, by their id; those that are gone are missing. */
export async function listAuditSubjects(
  tx: MerchantTx,
  rowIds: readonly string[],
): Promise<ReadonlyMap<string, AuditSubject>> {
  if (rowIds.length === 0) return new Map();
  const ids = sql`${sql.param([...rowIds])}::uuid[]`;
  const { rows } = await tx.execute<{ id: string; name: string; product_id: string | null }>(sql`
    select id, name, id as product_id from products where id = any (${ids})
    union all select v.id, p.name || coalesce(' · ' || nullif(v.label, ''), ''), p.id
      from product_variants v join products p on p.merchant_id = v.merchant_id and p.id = v.product_id
      where v.id = any (${ids})
    union all select id, name, null from api_keys where id = any (${ids})
    union all select id, name, null from chrome_extension_sessions where id = any (${ids})
    union all select id, email, null from invitations where id = any (${ids})
    union all select id, name, null from system.members_of_merchant() where id = any (${ids})
    union all select id, ${ORIGIN_OF_URL}, null from webhooks where id = any (${ids})
    union all select s.id, ${ORIGIN_OF_URL}, null
      from webhook_secrets s join webhooks w on w.merchant_id = s.merchant_id and w.id = s.webhook_id
      where s.id = any (${ids})`);
  return new Map(rows.map((row) => [row.id, { name: row.name, productId: row.product_id }]));
}
