import { ARCHIVE_ACTOR } from "@nexusone/db/audit/rules";
import { sqlState } from "@nexusone/db/errors";
import { withMerchant, type Database, type MerchantTx } from "@nexusone/db/with-merchant";
import { sql } from "drizzle-orm";
import { DomainError } from "../errors.ts";
import type { Keyring } from "../secrets/keyring.ts";
import { checkBooks } from "./check-books.ts";
import { checkRow } from "./check-row.ts";
import { BORN_WITH } from "./dispositions.ts";
import { createIdentities, type Identities } from "./identities.ts";
import { isOurs, type Manifest } from "./manifest.ts";
import { archivePlan, type ArchiveTable } from "./plan.ts";
import { LIMITS, readArchive, type Limits } from "./read-archive.ts";

export type ImportOptions = {
  /** A connection as the owner of the tables: what a new merchant is born with has to go, history included. */
  readonly ownerDb: Database;
  readonly keyring: Keyring;
  readonly file: string;
  readonly merchantId: string;
  /** Also an archive that no key of ours signed: its plan and credits are then believed. */
  readonly trust?: boolean;
  readonly limits?: Limits;
};
export type ImportSummary = {
  readonly from: Manifest["merchant"];
  readonly rows: number;
  readonly leftOut: Manifest["notCarried"];
};

/**
 * Reads an archive into an empty merchant, all of it or nothing, under new ids. Its history is numbered below zero: no
 * consumer takes it for news. Reads the file three times:
 * everything is checked before the first row is written. Throws `archive.*`.
 */
export async function importArchive(options: ImportOptions): Promise<ImportSummary> {
  const { file, merchantId, limits = LIMITS } = options;
  const tables = new Map(archivePlan().tables.map((table) => [table.name, table]));
  const tableOf = (name: string): ArchiveTable => {
    const table = tables.get(name);
    if (!table) throw new DomainError("archive.unknown_table", { table: name });
    return table;
  };
  const first = await readArchive(file, ({ table }) => void tableOf(table), limits);
  const { manifest } = first;
  if (!options.trust && !isOurs(options.keyring, first.manifestBytes, first.signature))
    throw new DomainError("archive.not_ours");
  for (const entry of manifest.tables) checkColumns(tableOf(entry.name), entry.columns);
  const columnsOf = new Map(manifest.tables.map(({ name, columns }) => [name, columns]));

  const ids = createIdentities({ from: manifest.merchant.id, to: merchantId });
  await readArchive(
    file,
    ({ table, lines }) => {
      for (const line of lines) checkRow(tableOf(table), columnsOf.get(table) ?? [], line, ids);
    },
    limits,
  );
  const rows = await withMerchant(
    options.ownerDb,
    { merchantId, by: { actor: ARCHIVE_ACTOR, requestId: "" } },
    async (tx) => {
      await makeRoom(tx, merchantId, [...tables.values()]);
      let written = 0;
      const onPart = async ({ table, lines }: { table: string; lines: readonly string[] }) => {
        if (!tableOf(table).carried) return;
        await writeRows(tx, table, columnsOf.get(table) ?? [], lines, { ids, merchantId });
        written += lines.length;
      };
      const again = await readArchive(file, onPart, limits);
      if (!again.manifestBytes.equals(first.manifestBytes)) throw new DomainError("archive.damaged", { part: file });
      await numberHistory(tx, merchantId);
      await checkBooks(tx, merchantId);
      return written;
    },
  );
  return { from: manifest.merchant, rows, leftOut: manifest.notCarried };
}

/** Columns may be missing where null or a default says enough: then an earlier release wrote it. */
function checkColumns(table: ArchiveTable, columns: readonly string[]): void {
  const misfit =
    columns.find((column) => !table.columns.includes(column)) ??
    table.columns.find((column) => !columns.includes(column) && !table.optional.includes(column));
  if (misfit) throw new DomainError("archive.schema_version", { table: table.name, column: misfit.slice(0, 63) });
}

/** Empties what every merchant is born with. Throws `archive.not_empty` for anything else. */
async function makeRoom(tx: MerchantTx, merchantId: string, tables: readonly ArchiveTable[]): Promise<void> {
  const { rows } = await tx.execute(sql`select id from merchants where id = ${merchantId} for update`);
  if (rows.length === 0) throw new DomainError("request.not_found");
  // Said in every statement: some policies let the owner of the tables see all merchants.
  const own = sql`merchant_id = ${merchantId}`;
  for (const { name } of tables.filter((table) => table.carried && table.name !== "merchants").toReversed()) {
    const target = sql.identifier(name);
    // A ledger with more than its opening belongs to somebody.
    const allowed = !BORN_WITH.includes(name) ? 0 : name === "credit_entries" ? 1 : Infinity;
    const { rows: found } = await tx.execute(sql`select id from ${target} where ${own} limit 2`);
    if (found.length > allowed) throw new DomainError("archive.not_empty", { table: name });
    if (found.length > 0) await tx.execute(sql`delete from ${target} where ${own}`);
  }
}

type Target = { readonly ids: Identities; readonly merchantId: string };

async function writeRows(
  tx: MerchantTx,
  table: string,
  columns: readonly string[],
  lines: readonly string[],
  { ids, merchantId }: Target,
): Promise<void> {
  const names = sql.join(
    columns.map((column) => sql.identifier(column)),
    sql`, `,
  );
  const target = sql.identifier(table);
  const given = ids.renewAll(`[${lines.join(",")}]`);
  const values = sql`jsonb_populate_recordset(null::${target}, ${given}::jsonb)`;
  const statement =
    table === "merchants"
      ? sql`update merchants set (${names}) = (select ${names} from ${values}) where id = ${merchantId}`
      : sql`insert into ${target} (${names}) select ${names} from ${values}`;
  try {
    await tx.execute(statement);
  } catch (error) {
    throw refusalOf(table, error);
  }
}

function refusalOf(table: string, error: unknown): unknown {
  const state = sqlState(error) ?? "";
  if (state === "23503") return new DomainError("archive.foreign_reference", { table }, error);
  if (/^(22|23|42804|21)/.test(state)) return new DomainError("archive.invalid_row", { table, problem: state }, error);
  return error;
}

async function numberHistory(tx: MerchantTx, merchantId: string): Promise<void> {
  await tx.execute(sql`
    update events e set seq = n.seq from (
      select id, row_number() over (order by happened_at, id) - count(*) over () - 1 as seq
      from events where merchant_id = ${merchantId}) n
    where e.merchant_id = ${merchantId} and e.id = n.id`);
}
