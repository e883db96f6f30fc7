import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Start time and command of a process; undefined when there is none. Together with the pid it survives pid reuse. */
export function processIdentity(pid: number): { startedAt: string; command: string } | undefined {
  try {
    if (process.platform === "linux") {
      // Field 2 is the command in parentheses and may hold spaces: count from its end. Field 22 is the start time.
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (fields[0] === "Z") return undefined;
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
      return { startedAt: fields[19] ?? "", command };
    }
    if (process.platform === "win32") {
      process.kill(pid, 0);
      return { startedAt: "", command: "" };
    }
    const line = execFileSync("ps", ["-ww", "-o", "lstart=,command=", "-p", String(pid)], { encoding: "utf8" });
    return { startedAt: line.slice(0, 24), command: line.slice(24).trim() };
  } catch {
    return undefined;
  }
}

/** Waits until the process is gone; false when it still runs after `timeoutMs`. */
export async function waitForExit(pid: number, timeoutMs: number): Promise<boolean> {
  const until = Date.now() + timeoutMs;
  while (processIdentity(pid) !== undefined) {
    if (Date.now() > until) return false;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return true;
}
