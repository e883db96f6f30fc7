import { startSandbox } from "./start.ts";

/** `SANDBOX_PORT` (3100), `SANDBOX_SMTP_PORT` (one above), `SANDBOX_SEED`, `SANDBOX_SIZE`, `SANDBOX_MESSAGES` ("held": CJ tells shops of changes on demand only), `HOST`. */
function portFrom(name: string, fallback: number): number {
  const text = process.env[name];
  if (text === undefined || text === "") return fallback;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new RangeError(`${name} must be a port, not ${text}`);
  return port;
}

try {
  const port = portFrom("SANDBOX_PORT", 3100);
  const sandbox = await startSandbox({
    port,
    smtpPort: portFrom("SANDBOX_SMTP_PORT", port === 0 ? 0 : port + 1),
    host: process.env["HOST"] || "127.0.0.1",
    pushes: process.env["SANDBOX_MESSAGES"] === "held" ? "held" : "auto",
    ...(process.env["SANDBOX_SEED"] ? { seed: process.env["SANDBOX_SEED"] } : {}),
    ...(process.env["SANDBOX_SIZE"] ? { catalogueSize: Number(process.env["SANDBOX_SIZE"]) } : {}),
  });
  console.log(`sandbox ${sandbox.url}`);

  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    void sandbox.stop().then(() => process.exit(0));
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  process.once("disconnect", stop);
  // A parent killed without notice leaves its child to another one: follow it.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop(), 1000).unref();
} catch (error) {
  const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE" && "port" in error;
  const said = error instanceof Error ? error.message : String(error);
  console.error(
    `nexusone: sandbox: ${taken ? `port ${String(error.port)} is in use: stop what uses it, or set another SANDBOX_PORT` : said}`,
  );
  process.exit(1);
}
