import { ConfigError, readConfig } from "./config.ts";
import { start } from "./start.ts";

const fail = (message: string): never => {
  process.stderr.write(`nexusone: ${message}\n`);
  process.exit(1);
};

const config = (() => {
  try {
    return readConfig(process.env);
  } catch (error) {
    return fail(error instanceof ConfigError ? error.message : String(error));
  }
})();

const started = await start(config, outdated).catch((error: unknown) => fail(sentenceOf(error)));

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "EADDRINUSE" && "port" in error)
    return `port ${String(error.port)} is in use: stop what uses it, or set another PORT`;
  return error.message;
}

let stopping: Promise<void> | undefined;
function shutDown(code = 0): void {
  // A second signal does not wait for jobs to end.
  if (stopping) process.exit(1);
  stopping = started.stop().then(
    () => process.exit(code),
    (error: unknown) => fail(`could not stop cleanly: ${String(error)}`),
  );
}
function outdated(): void {
  if (stopping) return;
  process.stderr.write("nexusone: the database was migrated by a newer program: this one ends\n");
  shutDown(1);
}
process.on("SIGINT", () => shutDown());
process.on("SIGTERM", () => shutDown());
// Started by npm start: when that parent is gone, nobody would stop us.
if (process.channel) process.on("disconnect", () => shutDown());

if (started.notice) console.log(started.notice);
console.log(started.url ? `ready ${started.url}` : `ready ${config.ROLE}`);
process.send?.({ ready: started.url ?? config.ROLE });
