import { createWriteStream, statSync, truncateSync, writeFileSync } from "node:fs";
import { exportMerchant } from "@nexusone/core/archive/export-merchant";
import { importArchive } from "@nexusone/core/archive/import-archive";
import { archivePlan } from "@nexusone/core/archive/plan";
import { LIMITS } from "@nexusone/core/archive/read-archive";
import { createKeyring } from "@nexusone/core/secrets/keyring";
import { createDatabase, type Database } from "@nexusone/db/with-merchant";
import { createMerchant } from "@nexusone/testing/merchants";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  forge,
  manifestOf,
  useFiles,
  repack,
  tablesOf,
  unpack,
  withoutSignature,
  type Entry,
} from "@nexusone/core/archive/archive.fixture";
import { buildWorld, newImport, type World } from "./isolation/world.ts";
import { serviceContext } from "@nexusone/testing/contexts";

const newFile = useFiles();
let world: World;
let ownerDb: Database;
let file: string;
let entries: Entry[];
beforeAll(async () => {
  world = await buildWorld();
  ownerDb = createDatabase({ url: world.server.database.ownerUrl, max: 2 });
  for (let n = 0; n < 3; n += 1) await newImport(world.server, world.a.staff.owner);
  file = await exported(world.a.merchantId, world.a.staff.owner.userId);
  entries = await unpack(file);
}, 120_000);
afterAll(async () => {
  await ownerDb.close();
  await world.server.stop();
});

async function exported(merchantId: string, userId: string): Promise<string> {
  const to = newFile("merchant.tar.gz");
  const ctx = serviceContext(world.server.platform, { merchantId, userId, role: "owner" });
  await exportMerchant(ctx, createWriteStream(to));
  return to;
}
const emptyMerchant = async () => (await createMerchant(world.server.platform.db)).id;
const take = (from: string, merchantId: string, more: { trust?: boolean; limits?: typeof LIMITS } = {}) =>
  importArchive({ ownerDb, keyring: world.server.platform.keyring, file: from, merchantId, ...more });

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(\+00:00|Z)/g;
/** Rows with their ids numbered in the order of their first mention, and without times. */
function bare(tables: Record<string, Record<string, unknown>[]>, left: readonly string[]): unknown {
  const numbers = new Map<string, string>();
  const number = (id: string) => {
    if (!numbers.has(id)) numbers.set(id, `#${numbers.size}`);
    return numbers.get(id)!;
  };
  return Object.fromEntries(
    Object.entries(tables)
      .filter(([name]) => !left.includes(name))
      .map(([name, rows]) => [name, rows.map((row) => JSON.stringify(row).replace(UUID, number).replace(TIME, "@"))]),
  );
}

describe("an archive of a merchant", () => {
  it("[SEC-10] that was read in is on record as that, and what it tells of elsewhere is not", async () => {
    const into = await emptyMerchant();
    const exports = () => world.server.database.sql<{ actor: string | null }[]>`
      select actor_id as actor from audit_logs
      where merchant_id in (${world.a.merchantId}, ${into}) and table_name = 'events' and after ->> 'type' = 'merchant.exported'`;
    // The control: an export of the first merchant is in the archive's history, and on its own record.
    const twice = await exported(world.a.merchantId, world.a.staff.owner.userId);
    const before = await exports();
    expect(before.length).toBeGreaterThan(1);
    await take(twice, into);
    expect(await exports()).toEqual(before);
    const rows = await world.server.database.sql<{ table: string }[]>`
      select distinct table_name as table from audit_logs where merchant_id = ${into} and actor_id = 'archive'`;
    expect(rows.map(({ table }) => table)).toContain("merchants");
  });

  it("[GDP-06] read into an empty merchant and written out again is equal but for ids and times", async () => {
    const into = await emptyMerchant();
    const { rows, from } = await take(file, into);
    expect(from.id).toBe(world.a.merchantId);
    const again = await unpack(await exported(into, world.a.staff.owner.userId));
    const left = archivePlan().notCarried.map(({ table }) => table);
    const [before, after] = [tablesOf(entries), tablesOf(again)];
    expect(bare(after, left)).toEqual(bare(before, left));
    const carried = archivePlan().tables.filter((table) => table.carried);
    const empty = carried.map(({ name }) => name).filter((name) => (before[name] ?? []).length === 0);
    expect(empty, "tables the world leaves empty prove nothing").toEqual([]);
    expect(rows).toBe(carried.reduce((sum, { name }) => sum + before[name]!.length, 0));
    // Nothing of the first merchant is the second's: no id is shared.
    const idsOf = (tables: typeof before) =>
      new Set(JSON.stringify(carried.map(({ name }) => tables[name])).match(UUID));
    const vendors = new Set(JSON.stringify(before["supplier_snapshots"]).match(UUID));
    const shared = [...idsOf(after)].filter((id) => idsOf(before).has(id) && !vendors.has(id));
    const inColumns = carried.flatMap(({ name, uuids }) => after[name]!.flatMap((row) => uuids.map((key) => row[key])));
    expect(inColumns.filter((id) => shared.includes(id as string))).toEqual([]);
  });

  it("[GDP-06] holds every table of merchants, or says in the manifest why not", async () => {
    const tables = await world.server.database.sql<{ name: string }[]>`
      select table_name as name from information_schema.columns
      where table_schema = 'public' and column_name = 'merchant_id' order by 1`;
    const manifest = manifestOf(entries);
    const told = [...manifest.tables.map(({ name }) => name), ...manifest.notCarried.map(({ table }) => table)];
    expect(tables.map(({ name }) => name).filter((name) => !told.includes(name))).toEqual([]);
    expect(manifest.tables[0]!.name).not.toBe("products");
    for (const { why } of [...manifest.notCarried, ...manifest.withheld]) expect(why).not.toBe("");
  });

  it("[SEC-07] holds no secret, sealed or open, and nobody else's rows", async () => {
    const text = entries.map(({ bytes }) => bytes.toString()).join("");
    expect(text).not.toMatch(/v1\.[0-9a-f]{8}\.[\w-]{20}/);
    expect(text).not.toContain(world.a.apiKey);
    expect(text).not.toContain(world.b.merchantId);
    const withheld = manifestOf(entries).withheld.map(({ column }) => column);
    expect(withheld).toContain("cj_connections.api_key_sealed");
  });

  it("[GDP-06] is of one moment, whatever is written while it is made, and tells of itself", async () => {
    const { owner } = world.b.staff;
    const busy = Promise.all([1, 2, 3].map(() => newImport(world.server, owner)));
    const during = tablesOf(await unpack(await exported(world.b.merchantId, owner.userId)));
    await busy;
    expect(during["merchant_plans"]![0]!["product_count"]).toBe(during["products"]!.length);
    expect(new Set(during["product_variants"]!.map((row) => row["product_id"])).size).toBe(during["products"]!.length);
    const [event] = await world.server.database.sql`
      select payload from events where merchant_id = ${world.b.merchantId} and type = 'merchant.exported'`;
    expect(event!["payload"]).toMatchObject({ tables: manifestOf(entries).tables.length });
  });

  it("[AUT-04] [GDP-06] is for owners", async () => {
    const { admin } = world.a.staff;
    await expect(exportMerchant(admin.ctx, createWriteStream("/dev/null"))).rejects.toMatchObject({
      reason: "request.forbidden",
    });
  });

  it("[GDP-06] brings history that no reader takes for news", async () => {
    const into = await emptyMerchant();
    await take(file, into);
    const [history] = await world.server.database.sql`
      select max(seq)::int as newest, count(*)::int as count, count(distinct seq)::int as numbers
      from events where merchant_id = ${into}`;
    expect(history).toEqual({ newest: -1, count: tablesOf(entries)["events"]!.length, numbers: history!["count"] });
  });
});

describe("an archive is refused, and nothing of it stays,", () => {
  const refusedWith = async (changed: readonly Entry[] | string, reason: string, more = {}) => {
    const into = await emptyMerchant();
    const from = typeof changed === "string" ? changed : await repack(newFile("changed.tar.gz"), changed);
    await expect(take(from, into, { trust: true, ...more })).rejects.toMatchObject({ reason });
    const [left] = await world.server.database.sql`
      select (select count(*)::int from products where merchant_id = ${into}) as products,
        (select count(*)::int from credit_entries where merchant_id = ${into}) as entries`;
    expect(left).toEqual({ products: 0, entries: 1 });
  };
  const extra = (name: string, type: "file" | "symlink" = "file"): Entry[] => [
    ...entries,
    { name, bytes: Buffer.from("x"), type },
  ];

  it("[GDP-06] when no key of ours signed it, unless the operator vouches for it", async () => {
    const into = await emptyMerchant();
    const forged = await repack(
      newFile("forged.tar.gz"),
      forge(entries, "credit_accounts", (text) => text),
    );
    await expect(take(forged, into)).rejects.toMatchObject({ reason: "archive.not_ours" });
    const keyring = createKeyring(["the master key of somebody else, 40 characters"]);
    await expect(importArchive({ ownerDb, keyring, file, merchantId: into })).rejects.toMatchObject({
      reason: "archive.not_ours",
    });
    await take(forged, into, { trust: true });
  });

  it.each([
    ["a path that climbs out", "../../etc/passwd", "file"],
    ["an absolute path", "/etc/cron.d/x", "file"],
    ["a link", "tables/products/000099.jsonl", "symlink"],
    ["a second manifest", "manifest.json", "file"],
    ["anything else", "tables/products/readme.txt", "file"],
  ] as const)("[GDP-06] with %s in it", async (_, name, type) => {
    await refusedWith(extra(name, type), "archive.unreadable");
  });

  it("[GDP-06] when it is cut short, no archive, or without manifest or signature", async () => {
    const cut = await repack(newFile("cut.tar.gz"), entries);
    truncateSync(cut, Math.floor(statSync(cut).size / 2));
    await refusedWith(cut, "archive.unreadable");
    const noise = newFile("noise");
    writeFileSync(noise, "not an archive");
    await refusedWith(noise, "archive.unreadable");
    await refusedWith(newFile("missing"), "archive.unreadable");
    await refusedWith(withoutSignature(entries), "archive.unreadable");
  });

  it("[GDP-06] when a part is changed, missing or one too many", async () => {
    const changed = entries.map((entry) =>
      entry.name.startsWith("tables/products/")
        ? { ...entry, bytes: Buffer.from(entry.bytes.toString().replace(/"currency": ?"EUR"/, '"currency":"USD"')) }
        : entry,
    );
    await refusedWith(changed, "archive.damaged");
    await refusedWith(
      entries.filter(({ name }) => !name.startsWith("tables/products/")),
      "archive.damaged",
    );
    await refusedWith(
      [{ name: "tables/products/000099.jsonl", bytes: Buffer.from("{}\n") }, ...entries],
      "archive.damaged",
    );
  });

  it("[GDP-06] when it is too large, in whatever way", async () => {
    for (const limits of [{ fileBytes: 100 }, { partBytes: 100 }, { totalBytes: 10_000 }, { rows: 3 }])
      await refusedWith(entries, "archive.too_large", { limits: { ...LIMITS, ...limits } });
  });

  it("[GDP-06] with a table or column this release does not know, or without one it needs", async () => {
    await refusedWith(
      [{ name: "tables/pg_authid/000001.jsonl", bytes: Buffer.from("{}\n") }, ...entries],
      "archive.unknown_table",
    );
    const columns = (change: (columns: string[]) => string[]) =>
      forge(
        entries,
        "products",
        (text) => text,
        (manifest) => {
          const table = manifest.tables.find(({ name }) => name === "products")!;
          table.columns = change(table.columns);
        },
      );
    await refusedWith(
      columns((names) => [...names, "merchant_id"]),
      "archive.schema_version",
    );
    await refusedWith(
      columns((names) => names.filter((name) => name !== "currency")),
      "archive.schema_version",
    );
    await refusedWith(
      columns((names) => names.filter((name) => name !== "price_rule")),
      "archive.invalid_row",
    );
  });

  it("[GDP-06] with rows that are none, ids that are none, or values Postgres refuses", async () => {
    for (const line of ["[]", "null", "{}", "nonsense", '{"__proto__": 1}'])
      await refusedWith(
        forge(entries, "products", (text) => `${text}${line}\n`),
        "archive.invalid_row",
      );
    const twice = (text: string) => `${text}${text.split("\n")[0]}\n`;
    await refusedWith(forge(entries, "products", twice), "archive.invalid_row");
    const first = (key: string, value: string) => (text: string) =>
      text.replace(new RegExp(`"${key}": ?("[^"]*"|[^,}]*)`), `"${key}": ${value}`);
    await refusedWith(forge(entries, "products", first("id", '"1; drop table"')), "archive.invalid_row");
    await refusedWith(forge(entries, "products", first("status", '"owned"')), "archive.invalid_row");
    await refusedWith(forge(entries, "products", first("name", '"\\u0000"')), "archive.invalid_row");
    await refusedWith(forge(entries, "products", first("version", "99999999999")), "archive.invalid_row");
  });

  it("[GDP-06] with references to rows that are not in it, another merchant's above all", async () => {
    const [foreign] = await world.server.database.sql`
      select id from products where merchant_id = ${world.b.merchantId} limit 1`;
    const point = (text: string) => text.replace(/"product_id": ?"[^"]+"/, `"product_id":"${foreign!["id"]}"`);
    await refusedWith(forge(entries, "product_variants", point), "archive.foreign_reference");
  });

  it("[GDP-06] with markup or addresses that would harm a reader", async () => {
    const html = (text: string) =>
      text.replace(/"description_html": ?"(?:[^"\\]|\\.)*"/, '"description_html":"<img src=x onerror=alert(1)>"');
    await refusedWith(forge(entries, "products", html), "archive.unsafe_content");
    const url = (text: string) => text.replace(/"url": ?"[^"]*"/, '"url":"javascript:alert(1)"');
    await refusedWith(forge(entries, "supplier_links", url), "archive.unsafe_content");
  });

  it("[GDP-06] with books that do not add up", async () => {
    const richer = (text: string) => text.replace(/"balance": ?\d+/, '"balance": 1000000');
    await refusedWith(forge(entries, "credit_accounts", richer), "archive.inconsistent");
  });

  it("[GDP-06] by a merchant who has something already", async () => {
    await expect(take(file, world.b.merchantId)).rejects.toMatchObject({ reason: "archive.not_empty" });
    await expect(take(file, "00000000-0000-7000-8000-000000000000")).rejects.toMatchObject({
      reason: "request.not_found",
    });
  });
});
