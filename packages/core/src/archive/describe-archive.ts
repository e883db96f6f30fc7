import type { ArchiveContents } from "@nexusone/contracts/archive";
import { sql } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";
import { archivePlan } from "./plan.ts";

/** What `exportMerchant` would write now, for the same people. */
export function describeArchive(ctx: ServiceContext): Promise<ArchiveContents> {
  authorize(ctx, "archive:export");
  const { tables, notCarried, withheld } = archivePlan();
  return readMerchant(ctx, async (tx) => {
    const counts = sql.join(
      tables.map(({ name }) => sql`select ${name}::text as name, count(*)::int as rows from ${sql.identifier(name)}`),
      sql` union all `,
    );
    const { rows } = await tx.execute(counts);
    const { rows: last } = await tx.execute(
      sql`select max(happened_at) as at from events where type = 'merchant.exported' and seq > 0`,
    );
    const at = last[0]?.["at"];
    return {
      tables: rows.map((row) => ({ name: String(row["name"]), rows: Number(row["rows"]) })),
      notCarried: notCarried.map(({ table, exported }) => ({ table, exported })),
      withheld: withheld.length,
      lastExportedAt: at ? new Date(String(at)).toISOString() : null,
    };
  });
}
