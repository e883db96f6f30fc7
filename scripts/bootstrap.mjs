// Runs a command of this repository on any machine with Node 20 or newer and npm: fetches the Node and pnpm versions the
// project is built with, installs what the lockfile names, then runs scripts/<command>.ts. Plain JavaScript on purpose:
// it is the only file that older Node versions have to read.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const NODE_VERSION = "24.21.0";
const PNPM_VERSION = "12.21.0";
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const state = path.join(root, "node_modules", ".bootstrap");
const [command = "start", ...args] = process.argv.slice(2);

/** npm's own settings must not leak into the tools that run below it. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^npm_(config|package|lifecycle|command|execpath|node)/i.test(name)),
);

function fail(message) {
  process.stderr.write(`nexusone: ${message}\n`);
  process.exit(1);
}

/** Resolves a program of an npm package once and remembers its path: npx itself costs about a second. */
function fetchProgram(name, spec, print, check) {
  const memo = path.join(state, `${name}.json`);
  if (existsSync(memo)) {
    const known = JSON.parse(readFileSync(memo, "utf8"));
    if (known.spec === spec && existsSync(known.path)) return known.path;
  }
  process.stdout.write(`fetching ${spec}\n`);
  const run = spawnSync(npx(), ["--yes", "--prefer-offline", `--package=${spec}`, "--call", print], {
    env: environment,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  });
  const found = run.stdout?.trim().split("\n").pop() ?? "";
  if (run.status !== 0 || !existsSync(found) || !check(found)) return undefined;
  mkdirSync(state, { recursive: true });
  writeFileSync(memo, JSON.stringify({ spec, path: found }));
  return found;
}

const npx = () => (process.platform === "win32" ? "npx.cmd" : "npx");
const versionOf = (program) => spawnSync(program, ["--version"], { encoding: "utf8", env: environment }).stdout?.trim();

function nodeProgram() {
  if (Number(process.versions.node.split(".")[0]) >= 24) return process.execPath;
  const right = (program) => versionOf(program) === `v${NODE_VERSION}`;
  // With ignore-scripts set, the `node` package silently keeps the old program; the platform's own package has no scripts.
  const platform = `${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  return (
    fetchProgram("node", `node@${NODE_VERSION}`, "node -p process.execPath", right) ??
    fetchProgram("node", `node-${platform}@${NODE_VERSION}`, "node -p process.execPath", right) ??
    fail(`cannot fetch Node ${NODE_VERSION}; install Node 24 or newer, or check the connection to the npm registry`)
  );
}

function pnpmProgram() {
  const where = process.platform === "win32" ? "where pnpm" : "command -v pnpm";
  return (
    fetchProgram("pnpm", `pnpm@${PNPM_VERSION}`, where, existsSync) ??
    fail(`cannot fetch pnpm ${PNPM_VERSION}; check the connection to the npm registry`)
  );
}

/** What an installation depends on. Unchanged since the last one: nothing to do, also without a network. */
function installHash(node) {
  const hash = createHash("sha256").update(versionOf(node) ?? "");
  const files = [
    "package.json",
    "pnpm-lock.yaml",
    "pnpm-workspace.yaml",
    "e2e/package.json",
    "bench/package.json",
    "simulate/package.json",
  ];
  for (const group of ["apps", "packages"]) {
    for (const name of readdirSync(path.join(root, group)).sort()) files.push(`${group}/${name}/package.json`);
  }
  for (const file of files)
    if (existsSync(path.join(root, file))) hash.update(file).update(readFileSync(path.join(root, file)));
  return hash.digest("hex");
}

function install(node, pnpm, env) {
  const memo = path.join(state, "install.txt");
  const wanted = installHash(node);
  if (existsSync(memo) && readFileSync(memo, "utf8") === wanted) return;
  process.stdout.write("installing packages\n");
  const run = spawnSync(pnpm, ["install", "--frozen-lockfile", "--prefer-offline", "--reporter=silent"], {
    cwd: root,
    env,
    stdio: "inherit",
  });
  if (run.status !== 0) fail("the packages could not be installed; the lines above say why");
  mkdirSync(state, { recursive: true });
  writeFileSync(memo, wanted);
}

const node = nodeProgram();
const pnpm = pnpmProgram();
const env = {
  ...environment,
  PATH: [
    path.dirname(node),
    path.dirname(pnpm),
    path.join(root, "node_modules", ".bin"),
    environment.PATH ?? environment.Path,
  ].join(path.delimiter),
  TURBO_TELEMETRY_DISABLED: "1",
  NODE_NO_WARNINGS: "1",
};
install(node, pnpm, env);

const script = path.join(root, "scripts", `${command}.ts`);
if (!existsSync(script)) fail(`there is no command "${command}"`);
const child = spawn(node, [script, ...args], { cwd: root, env, stdio: "inherit" });

// npm's shell gets SIGTERM but does not pass it on: a changed parent is the only sign that it is gone.
const parent = process.ppid;
const stop = (signal) => child.exitCode === null && child.kill(signal);
process.on("SIGINT", () => stop("SIGINT"));
process.on("SIGTERM", () => stop("SIGTERM"));
setInterval(() => process.ppid !== parent && stop("SIGTERM"), 300).unref();
child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
