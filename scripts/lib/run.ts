import { spawn, type ChildProcess, type SpawnOptions } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const bin = (name: string): string => path.join(root, "node_modules", ".bin", name);

/** Runs a program of node_modules/.bin to its end with its output on ours. Resolves with its exit code. */
export function run(program: string, args: readonly string[], options: SpawnOptions = {}): Promise<number> {
  const child = spawn(program === "node" ? process.execPath : bin(program), args, {
    cwd: root,
    stdio: "inherit",
    ...options,
  });
  return forward(child);
}

/** Passes SIGINT and SIGTERM on and resolves with the exit code. */
export function forward(child: ChildProcess): Promise<number> {
  const stop = (signal: NodeJS.Signals) => child.kill(signal);
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      process.off("SIGINT", stop);
      process.off("SIGTERM", stop);
      resolve(code ?? (signal ? 1 : 0));
    });
  });
}

/** Builds what is out of date. Quiet unless something fails. */
export async function build(env: Record<string, string>, filters: readonly string[] = []): Promise<void> {
  const args = [
    "run",
    "build",
    "--output-logs=errors-only",
    "--log-order=grouped",
    ...filters.map((name) => `--filter=${name}`),
  ];
  const child = spawn(bin("turbo"), args, {
    cwd: root,
    env: { ...process.env, ...env, TURBO_TELEMETRY_DISABLED: "1", TURBO_NO_UPDATE_NOTIFIER: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  if ((await forward(child)) !== 0) {
    process.stderr.write(output);
    throw new Error("the build failed");
  }
}
