import { randomBytes } from "node:crypto";
import { chmodSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { rotateSecrets } from "../packages/core/src/secrets/rotate-secrets.ts";
import { fail, homePaths, sentenceOf } from "./lib/home.ts";
import { openInstallation, openKeyring, readKeys } from "./lib/open.ts";

/**
 * `npm run rotate-secrets`: seals every stored secret under the newest master key, while the server runs. `-- --new-key` puts a
 * fresh key in front of NEXUSONE_HOME/secret.key first, for installations that keep it there.
 */
const env = process.env;
const [option, ...more] = process.argv.slice(2);
if (more.length > 0 || (option !== undefined && option !== "--new-key")) fail("the one option is --new-key");

try {
  if (option === "--new-key") {
    if (env["SECRET_KEY"]) fail("SECRET_KEY is set: put the new key in front of it yourself, SECRET_KEY=new,old");
    const { home } = homePaths(env);
    const file = path.join(home, "secret.key");
    const keys = [randomBytes(48).toString("base64url"), ...readKeys(env, home)];
    writeFileSync(`${file}.new`, keys.join(","), { mode: 0o600, flush: true });
    chmodSync(`${file}.new`, 0o600);
    renameSync(`${file}.new`, file);
    process.stdout.write(`${file} begins with a new key; restart the server, then run npm run rotate-secrets\n`);
    process.exit(0);
  }
  const { db, home, close } = await openInstallation(env);
  try {
    const { merchants, resealed } = await rotateSecrets(db, openKeyring(env, home));
    for (const [column, count] of Object.entries(resealed)) process.stdout.write(`${column}: ${count} sealed anew\n`);
    process.stdout.write(`${merchants} merchants: every secret is under the newest key; older keys can be removed\n`);
  } finally {
    await close();
  }
} catch (error) {
  fail(sentenceOf(error));
}
