import { takeBackup } from "../packages/db/src/backup/take-backup.ts";
import { runningServer } from "../packages/db/src/embedded/folder.ts";
import { startEmbedded } from "../packages/db/src/embedded/start.ts";
import { fail, homePaths, refuseForeignDatabase, sentenceOf } from "./lib/home.ts";

/** `npm run backup`: a copy of the embedded database while it runs, and from now on its log. BACKUP_KEEP copies stay (3). */
const env = process.env;
refuseForeignDatabase(env, "backup");
const { dataDir, backups, walDir } = homePaths(env);
const keep = Number(env["BACKUP_KEEP"] || 3);
if (!Number.isInteger(keep) || keep < 1) fail("BACKUP_KEEP: must be a whole number of 1 or more");

try {
  const own = runningServer(dataDir) ? undefined : await startEmbedded({ dataDir, durable: true, walDir });
  const started = performance.now();
  const { folder, manifest, removed } = await takeBackup({ dataDir, into: backups, keep }).finally(() => own?.stop());
  const megabytes = (manifest.bytes / 1_000_000).toFixed(1);
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  process.stdout.write(`backup ${folder}: ${manifest.files.length} files, ${megabytes} MB, ${seconds} s\n`);
  for (const base of removed.bases) process.stdout.write(`removed ${base}\n`);
  process.stdout.write(`it can be restored to any moment from ${manifest.finishedAt} on\n`);
} catch (error) {
  fail(sentenceOf(error));
}
