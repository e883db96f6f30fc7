import { createHash } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const ROOT_HOMES = "/var/lib/nexusone";

/** The uid that runs Postgres when we are root, whom Postgres refuses: nobody. Undefined: as ourselves. */
export function serverUid(): number | undefined {
  return process.getuid?.() === 0 ? 65_534 : undefined;
}

/** True when any user may reach `path`: neither it nor a folder above it is closed to others, as far as they exist. */
export function isReachableByOthers(path: string): boolean {
  for (let at = resolve(path); ; at = dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/**
 * The folder for everything NexusOne keeps on this machine. Root in or below a private folder (such as /root) gets one in
 * /var/lib/nexusone, since its database runs as another user; `moved` is then the sentence to print.
 */
export function resolveHome(wanted: string): { home: string; moved?: string } {
  const home = resolve(wanted);
  if (serverUid() === undefined || isReachableByOthers(home)) return { home };
  const hash = createHash("sha256").update(home).digest("hex").slice(0, 12);
  const moved = join(ROOT_HOMES, hash);
  return { home: moved, moved: `data is kept in ${moved}: the database cannot run in a private folder as root` };
}
