import type { ArchiveContents } from "@nexusone/contracts/archive";
import { COUNT_CAP } from "@nexusone/contracts/operations";
import { sql } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";
import { archivePlan } from "./plan.ts";

/** Along the primary key, which alone is read then: rows are wide. */
const BY_KEY = sql`order by merchant_id, id`;

/** What `exportMerchant` would write now, for the same people; of a large table it is enough to know that it is large. */
export function describeArchive(ctx: ServiceContext): Promise<ArchiveContents> {
  authorize(ctx, "archive:export");
  const { tables, notCarried, withheld } = archivePlan();
  return readMerchant(ctx, async (tx) => {
    const counts = sql.join(
      tables.map(
        ({ name }) => sql`select ${name}::text as name, count(*)::int as rows from
          (select from ${sql.identifier(name)} ${name === "merchants" ? sql`` : BY_KEY} limit ${COUNT_CAP}) counted`,
      ),
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
