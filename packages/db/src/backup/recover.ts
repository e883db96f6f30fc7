import { existsSync, readFileSync } from "node:fs";
import { chown, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { archivingFlags } from "../embedded/archiving.ts";
import type { Binaries } from "../embedded/binaries.ts";
import { folderPaths } from "../embedded/folder.ts";
import { serverUid } from "../embedded/home.ts";
import { waitForExit } from "../embedded/process-identity.ts";
import { freePort, launch } from "../embedded/server-process.ts";
import { restoreCommand, type LogSource } from "./log-source.ts";

const HOUR_MS = 3_600_000;
const STOP_MS = 60_000;

export interface RecoverOptions {
  binaries: Binaries;
  /** Its `data` is the copy of a base. */
  draft: string;
  log: LogSource;
  to: Date | undefined;
  archiving: boolean;
  timeoutMs: number | undefined;
}

/** Replays the log in the draft until the moment, makes the result a server of its own and stops it. @returns its last commit. */
export async function recover(options: RecoverOptions): Promise<Date | undefined> {
  const { binaries, draft, log, to, archiving, timeoutMs = HOUR_MS } = options;
  const paths = folderPaths(draft);
  const signal = join(paths.data, "recovery.signal");
  const uid = serverUid();
  await writeFile(signal, "", { mode: 0o600 });
  if (uid !== undefined) await chown(signal, uid, uid);
  try {
    const child = await launch(binaries, {
      dataDir: draft,
      port: await freePort(),
      durable: true,
      startTimeoutMs: timeoutMs,
      settings: {
        ...(archiving ? archivingFlags() : {}),
        restore_command: restoreCommand(log),
        recovery_target_action: "promote",
        recovery_target_timeline: "latest",
        // Nobody reads before the moment is reached: "ready" then means promoted.
        hot_standby: "off",
        log_min_messages: "log",
        // As an offset: the server knows no names of zones yet when it reads this.
        ...(to ? { recovery_target_time: to.toISOString().replace("Z", "+00") } : {}),
      },
    });
    child.kill("SIGINT");
    if (child.pid !== undefined && !(await waitForExit(child.pid, STOP_MS))) {
      throw new Error("the restored database does not stop");
    }
  } catch (error) {
    throw explained(error, paths.log, to);
  }
  return lastChange(readFileSync(paths.log, "utf8"));
}

function explained(error: unknown, log: string, to: Date | undefined): unknown {
  const text = existsSync(log) ? readFileSync(log, "utf8") : "";
  if (!to || !text.includes("recovery ended before configured recovery target was reached")) return error;
  const last = lastChange(text);
  const end = last ? `with a change of ${last.toISOString()}` : "without a change after the copy";
  return new Error(`the log ends ${end}, before ${to.toISOString()}: leave --to out to get everything there is`, {
    cause: error,
  });
}

/** `last completed transaction was at log time 2026-11-21 05:00:00.123456+00`, as the server writes it in UTC. */
function lastChange(log: string): Date | undefined {
  const [, day, time] = [...log.matchAll(/last completed transaction was at log time (\S+) ([\d:.]+)/g)].at(-1) ?? [];
  return day && time ? new Date(`${day}T${time.slice(0, 12)}Z`) : undefined;
}
