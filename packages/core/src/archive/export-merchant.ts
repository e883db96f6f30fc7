import { createHash } from "node:crypto";
import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { withSnapshot } from "@nexusone/db/snapshot";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { sql, type SQL } from "drizzle-orm";
import { pack, type Pack } from "tar-stream";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx } from "../transaction.ts";
import { MANIFEST, partName, SIGNATURE, signatureOf, type Manifest } from "./manifest.ts";
import { archivePlan, type ArchiveTable } from "./plan.ts";

export type ExportSummary = { readonly rows: number; readonly tables: number };

const ROWS_AT_ONCE = 200;
const PART_BYTES = 4 * 1024 * 1024;

/**
 * Writes everything the merchant owns into `to` as one archive, all of one moment, holding a few megabytes at a time. Secrets
 * are not in it; the manifest names what is missing and why. Ends `to`. Throws `request.forbidden` for all but owners.
 */
export async function exportMerchant(ctx: ServiceContext, to: Writable): Promise<ExportSummary> {
  authorize(ctx, "archive:export");
  const tar = pack();
  const written = pipeline(tar, createGzip(), to);
  const summary = await withSnapshot(ctx.platform.db, ctx.merchantId, (tx) => writeAll(ctx, tx, tar)).catch(
    (error: unknown) => {
      tar.destroy(error instanceof Error ? error : new Error(String(error)));
      return written.then(
        () => Promise.reject(error),
        () => Promise.reject(error),
      );
    },
  );
  tar.finalize();
  await written;
  // After the moment: an archive does not hold the news of its own making.
  await inMerchantTx(ctx, (tx) => recordEvent(tx, ctx, "merchant.exported", { ...summary }));
  return summary;
}

async function writeAll(ctx: ServiceContext, tx: MerchantTx, tar: Pack): Promise<ExportSummary> {
  const { tables, withheld, notCarried } = archivePlan();
  const { rows: own } = await tx.execute(sql`select id, slug, name from merchants where id = ${ctx.merchantId}`);
  const merchant = own[0] as Manifest["merchant"] | undefined;
  if (!merchant) throw new DomainError("request.not_found");
  const entries: Manifest["tables"] = [];
  for (const table of tables) entries.push(await writeTable(tx, tar, table));
  const manifest: Manifest = {
    product: "nexusone",
    format: 1,
    exportedAt: ctx.platform.clock.now().toISOString(),
    merchant,
    tables: entries,
    withheld: [...withheld],
    notCarried: [...notCarried],
  };
  const bytes = Buffer.from(JSON.stringify(manifest, undefined, 1));
  await writeEntry(tar, MANIFEST, bytes);
  await writeEntry(tar, SIGNATURE, Buffer.from(signatureOf(ctx.platform.keyring, bytes)));
  return { rows: entries.reduce((sum, { rows }) => sum + rows, 0), tables: entries.length };
}

async function writeTable(tx: MerchantTx, tar: Pack, table: ArchiveTable): Promise<Manifest["tables"][number]> {
  const parts: Manifest["tables"][number]["parts"] = [];
  let lines: string[] = [];
  let size = 0;
  const flush = async () => {
    if (lines.length === 0) return;
    const path = partName(table.name, parts.length + 1);
    const bytes = Buffer.from(`${lines.join("\n")}\n`);
    await writeEntry(tar, path, bytes);
    parts.push({ path, bytes: bytes.length, sha256: sha256(bytes), rows: lines.length });
    [lines, size] = [[], 0];
  };
  for await (const line of linesOf(tx, table)) {
    lines.push(line);
    size += line.length;
    if (size >= PART_BYTES) await flush();
  }
  await flush();
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  return { name: table.name, columns: [...table.columns], rows, parts };
}

/** Every row as Postgres itself writes it, so that no digit and no microsecond is lost; by key, a few at a time. */
async function* linesOf(tx: MerchantTx, table: ArchiveTable): AsyncGenerator<string> {
  const ours = sql.raw(`array[${table.columns.map((name) => `'${name}'`).join(", ")}]`);
  for (let after = "00000000-0000-0000-0000-000000000000"; ;) {
    const page: SQL = sql`
      select id, (select jsonb_object_agg(key, value)::text from jsonb_each(to_jsonb(t)) where key = any (${ours})) as line
      from ${sql.identifier(table.name)} t where id > ${after} order by id limit ${ROWS_AT_ONCE}`;
    const { rows } = await tx.execute(page);
    for (const row of rows) yield String(row["line"]);
    if (rows.length < ROWS_AT_ONCE) return;
    after = String(rows.at(-1)?.["id"]);
  }
}

export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Resolves when the entry was taken: a slow reader slows the export down instead of filling memory. */
function writeEntry(tar: Pack, name: string, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    tar.entry({ name, size: bytes.length, mtime: new Date(0), mode: 0o600 }, bytes, (error) =>
      error ? reject(error) : resolve(),
    );
  });
}
