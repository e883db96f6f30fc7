import path from "node:path";
import { restoreBackup } from "../packages/db/src/backup/restore-backup.ts";
import { fail, homePaths, readArguments, refuseForeignDatabase, sentenceOf } from "./lib/home.ts";

/**
 * `npm run restore`: the embedded database as it was, with the server stopped. `--to '2026-11-21T05:00:00Z'` the moment, else
 * the latest there is; `--from DIR` a folder of backups or one copy in it, else this installation's own.
 */
const env = process.env;
refuseForeignDatabase(env, "restore");
const { values, rest } = readArguments(process.argv.slice(2), ["from", "to"]);
if (rest.length > 0) fail(`what is "${rest[0]}"? A moment is given as --to, a folder as --from`);
const to = values["to"] === undefined ? undefined : new Date(values["to"]);
if (to && (Number.isNaN(to.getTime()) || !/(Z|[+-]\d\d:?\d\d)$/.test(values["to"] ?? "")))
  fail(`--to must be a moment with its zone, such as 2026-11-21T05:00:00Z`);

const { dataDir, backups, walDir } = homePaths(env);
const from = path.resolve(values["from"] ?? backups);
try {
  const { base, lastChangeAt, keptAside } = await restoreBackup({ from, to, dataDir, ownWalDir: walDir });
  const last = lastChangeAt ? `with the changes until ${lastChangeAt.toISOString()}` : "with no change after the copy";
  process.stdout.write(`restored ${base.folder} (${base.manifest.finishedAt}) ${last}\n`);
  if (keptAside) process.stdout.write(`what was there is in ${keptAside}; remove it when all is well\n`);
} catch (error) {
  fail(sentenceOf(error));
}
