import { spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

it("[OPS-01] a sandbox whose port is taken says which, and how to get another", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  const child = spawn(process.execPath, [fileURLToPath(new URL("main.ts", import.meta.url))], {
    env: { PATH: process.env["PATH"], SANDBOX_PORT: String(port), SANDBOX_SMTP_PORT: "0" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const [code] = await once(child, "close");
  other.close();
  expect(code).toBe(1);
  expect(said).toContain(`nexusone: sandbox: port ${port} is in use: stop what uses it, or set another SANDBOX_PORT`);
});
