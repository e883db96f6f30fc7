import { fork, spawn, type ChildProcess } from "node:child_process";
import { chmodSync, createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { resolveHome } from "@nexusone/db/embedded/start";

export const root = path.resolve(import.meta.dirname, "../..");

/** The built product as `npm start` runs it, on free ports and a data folder of its own, with an extension built for it. */
export type World = {
  readonly serverUrl: string;
  readonly sandboxUrl: string;
  readonly extensionDir: string;
  readonly home: string;
};

export type RunningWorld = World & {
  /** Starts the server again after it was killed; resolves when it is ready. */
  readonly startServer: (env?: NodeJS.ProcessEnv) => Promise<ChildProcess>;
  readonly server: () => ChildProcess;
  readonly stop: () => Promise<void>;
};

export async function startWorld(
  options: { readonly extension?: boolean; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<RunningWorld> {
  const [port, sandboxPort] = [await freePort(), await freePort()];
  const serverUrl = `http://127.0.0.1:${port}`;
  const sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
  const made = mkdtempSync(path.join(tmpdir(), "nexusone-e2e-"));
  // Under root the database runs as another user, who must be able to enter.
  chmodSync(made, 0o755);
  const { home } = resolveHome(made);
  const extensionDir = path.join(made, "extension");
  if (options.extension) await buildExtension(extensionDir, { SERVER_ORIGIN: serverUrl, SANDBOX_ORIGIN: sandboxUrl });
  const env = { ...process.env, ...options.env };
  const sandbox = launch("packages/sandbox/dist/main.js", {
    ...env,
    SANDBOX_PORT: String(sandboxPort),
    SANDBOX_SMTP_PORT: String(sandboxPort + 1),
    // What CJ tells the shop is said when a journey wants it said.
    SANDBOX_MESSAGES: "held",
  });
  await lineOf(sandbox, /^sandbox http/);

  const log = createWriteStream(path.join(made, "server.log"));
  let server: ChildProcess;
  const startServer = async (more: NodeJS.ProcessEnv = {}): Promise<ChildProcess> => {
    server = launch("apps/server/dist/main.js", {
      ...env,
      NEXUSONE_HOME: home,
      PORT: String(port),
      SANDBOX_PORT: String(sandboxPort),
      SANDBOX_URL: sandboxUrl,
      LOG_LEVEL: "warn",
      ...more,
    });
    for (const stream of [server.stdout, server.stderr]) stream?.pipe(log, { end: false });
    await lineOf(server, /^ready /);
    return server;
  };
  server = await startServer();
  return {
    serverUrl,
    sandboxUrl,
    extensionDir,
    home,
    startServer,
    server: () => server,
    stop: async () => {
      await end(server);
      await end(sandbox);
      for (const folder of new Set([made, home])) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** An own build, because the server's address is part of it. */
async function buildExtension(outDir: string, env: NodeJS.ProcessEnv): Promise<void> {
  const folder = path.join(root, "apps/extension");
  const child = spawn(path.join(folder, "node_modules/.bin/vite"), ["build", "--outDir", outDir, "--emptyOutDir"], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error(`the extension was not built:\n${output}`);
}

const launch = (script: string, env: NodeJS.ProcessEnv): ChildProcess =>
  fork(path.join(root, script), [], { cwd: root, env, stdio: ["ignore", "pipe", "pipe", "ipc"], execArgv: [] });

/** Resolves with the first line of output that matches; rejects with all output when the program ends before. */
export function lineOf(child: ChildProcess, wanted: RegExp): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let output = "";
  const read = (chunk: Buffer) => {
    output += chunk.toString();
    const line = output.split("\n").find((candidate) => wanted.test(candidate));
    if (line) resolve(line);
  };
  child.stdout?.on("data", read);
  child.stderr?.on("data", read);
  child.once("exit", (code, signal) => reject(new Error(`ended (${code ?? signal}) before ${wanted}:\n${output}`)));
  return promise;
}

export async function end(child: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await gone;
}

/** A free port whose neighbour is free too: the sandbox's mail catcher sits one above. */
async function freePort(): Promise<number> {
  const listen = (port: number) =>
    new Promise<{ port: number; close: () => Promise<void> } | undefined>((resolve) => {
      const probe = createServer();
      probe.once("error", () => resolve(undefined));
      probe.listen(port, "127.0.0.1", () => {
        const address = probe.address();
        resolve({
          port: typeof address === "object" && address ? address.port : 0,
          close: () => new Promise((done) => probe.close(() => done())),
        });
      });
    });
  for (;;) {
    const first = await listen(0);
    const second = first && (await listen(first.port + 1));
    await first?.close();
    await second?.close();
    if (first && second) return first.port;
  }
}
