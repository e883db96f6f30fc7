import { fork, type ChildProcess } from "node:child_process";

export type Child = { readonly name: string; readonly process: ChildProcess; readonly ready: Promise<void> };

/** Starts a program of ours that prints `ready ...` (server) or its name and address (sandbox), and watches it. */
export function startChild(
  name: string,
  script: string,
  options: { cwd: string; env: NodeJS.ProcessEnv; isReady: (line: string) => boolean; onLine: (line: string) => void },
): Child {
  const child = fork(script, [], {
    cwd: options.cwd,
    env: options.env,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    execArgv: [],
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let tail = "";
  const read = (chunk: Buffer) => {
    tail += chunk.toString();
    const lines = tail.split("\n");
    tail = lines.pop() ?? "";
    for (const line of lines) {
      if (options.isReady(line)) resolve();
      options.onLine(line);
    }
  };
  child.stdout?.on("data", read);
  child.stderr?.on("data", read);
  child.once("exit", (code) => reject(new Error(`${name} ended while starting (exit code ${code})`)));
  child.once("error", reject);
  return { name, process: child, ready: promise };
}

/** Asks the children to stop, last started first, and waits for each. */
export async function stopChildren(children: readonly Child[]): Promise<void> {
  for (const child of children.toReversed()) {
    if (child.process.exitCode !== null || child.process.signalCode !== null) continue;
    const gone = new Promise<void>((resolve) => child.process.once("exit", () => resolve()));
    child.process.kill("SIGTERM");
    await gone;
  }
}
