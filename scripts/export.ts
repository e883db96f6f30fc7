import { createWriteStream, existsSync } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { exportMerchant } from "../packages/core/src/archive/export-merchant.ts";
import { findMerchantNamed } from "../packages/db/src/system/merchants.ts";
import { commandContext } from "./lib/command-context.ts";
import { fail, readArguments, sentenceOf } from "./lib/home.ts";
import { openInstallation, openKeyring } from "./lib/open.ts";

/** `npm run export -- MERCHANT`: everything a merchant (slug or id) owns, as one file; `--to FILE` says where. */
const env = process.env;
const { values, rest } = readArguments(process.argv.slice(2), ["to"]);
const [name, ...more] = rest;
if (!name || more.length > 0) fail("name one merchant, by slug or id: npm run export -- demo-store");

try {
  const { db, home, close } = await openInstallation(env);
  try {
    const merchantId = (await findMerchantNamed(db, name)) ?? fail(`there is no merchant "${name}"`);
    const day = new Date().toISOString().slice(0, 10);
    const file = path.resolve(values["to"] ?? `${name}-${day}.tar.gz`);
    if (existsSync(file)) fail(`${file} exists already`);
    const draft = `${file}.partial`;
    try {
      const to = createWriteStream(draft, { mode: 0o600, flags: "wx", flush: true });
      const { rows, tables } = await exportMerchant(commandContext(db, openKeyring(env, home), merchantId), to);
      await rename(draft, file);
      const megabytes = ((await stat(file)).size / 1_000_000).toFixed(1);
      process.stdout.write(`archive ${file}: ${rows} rows of ${tables} tables, ${megabytes} MB\n`);
    } finally {
      await rm(draft, { force: true });
    }
  } finally {
    await close();
  }
} catch (error) {
  fail(sentenceOf(error));
}
