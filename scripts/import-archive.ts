import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import { explain } from "../packages/contracts/src/reasons.ts";
import { importArchive } from "../packages/core/src/archive/import-archive.ts";
import { openMerchant } from "../packages/core/src/archive/open-merchant.ts";
import { isDomainError } from "../packages/core/src/errors.ts";
import { findMerchantNamed } from "../packages/db/src/system/merchants.ts";
import { commandContext } from "./lib/command-context.ts";
import { fail, readArguments, sentenceOf } from "./lib/home.ts";
import { openInstallation, openKeyring } from "./lib/open.ts";

/**
 * `npm run import-archive -- FILE --merchant SLUG`: an archive into an empty merchant; with `--owner EMAIL` the merchant is made
 * for that person first. `--trust yes` for an archive of another installation: its plan and credits are then believed.
 */
const env = process.env;
const { values, rest } = readArguments(process.argv.slice(2), ["merchant", "owner", "trust"]);
const [given, ...more] = rest;
const slug = values["merchant"];
if (!given || more.length > 0 || !slug)
  fail("name a file and a merchant: npm run import-archive -- FILE --merchant SLUG");
const file = path.resolve(given);
if (!existsSync(file)) fail(`${file} does not exist`);
if (values["trust"] !== undefined && values["trust"] !== "yes") fail("--trust takes the word yes");

try {
  const { db, ownerDb, home, close } = await openInstallation(env);
  try {
    const keyring = openKeyring(env, home);
    const { owner } = values;
    const merchantId =
      (await findMerchantNamed(db, slug)) ??
      (owner
        ? await openMerchant(commandContext(db, keyring, randomUUID()), { slug, ownerEmail: owner })
        : fail(`there is no merchant "${slug}"; add --owner EMAIL to make it for that person`));
    const trust = values["trust"] === "yes";
    const { from, rows, leftOut } = await importArchive({ ownerDb, keyring, file, merchantId, trust });
    process.stdout.write(`${rows} rows of "${from.name}" are now ${slug}'s\n`);
    for (const { table, why } of leftOut.filter((one) => one.exported))
      process.stdout.write(`not taken over: ${table} (${why})\n`);
  } finally {
    await close();
  }
} catch (error) {
  if (!isDomainError(error)) fail(sentenceOf(error));
  fail(`${explain(error.reason, "en", error.details).sentence} (${error.reason})`);
}
