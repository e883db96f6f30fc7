import { describe, expect, it } from "vitest";
import { readFileSync } from "node:fs";
import { ConfigError, Environment, readConfig } from "./config.ts";

const foreign = {
  DATABASE_URL: "postgres://app@db/nexus",
  DATABASE_OWNER_URL: "postgres://owner@db/nexus",
  SECRET_KEY: "x".repeat(32),
};

describe("configuration", () => {
  it("has the sandbox on a fresh machine and takes its address from its port", () => {
    expect(readConfig({}).sandboxUrl).toBe("http://127.0.0.1:3100");
    expect(readConfig({ SANDBOX_PORT: "4100", PORT: "4000" })).toMatchObject({
      sandboxUrl: "http://127.0.0.1:4100",
      publicUrl: "http://127.0.0.1:4000",
    });
  });

  it.each([
    ["in production", { NODE_ENV: "production" }],
    ["with a foreign database", foreign],
    ["with a public address", { PUBLIC_URL: "https://shop.example" }],
    ["when switched off", { SANDBOX: "off" }],
  ])("[SEC-08] has no sandbox, demo merchants or demo sign-in %s", (_, env) => {
    expect(readConfig(env).sandboxUrl).toBeUndefined();
  });

  it("lets SANDBOX=on stand beside a foreign database only", () => {
    expect(readConfig({ ...foreign, SANDBOX: "on" }).sandboxUrl).toBe("http://127.0.0.1:3100");
    expect(() => readConfig({ SANDBOX: "on", NODE_ENV: "production" })).toThrow(/^SANDBOX: cannot be on/);
    expect(() => readConfig({ SANDBOX: "on", PUBLIC_URL: "https://shop.example" })).toThrow(/^SANDBOX: cannot be on/);
  });

  it.each([
    ["PORT", { PORT: "no" }],
    ["PORT", { PORT: "70000" }],
    ["DATABASE_URL", { DATABASE_URL: "mysql://x" }],
    ["DATABASE_OWNER_URL", { DATABASE_URL: "postgres://app@db/nexus" }],
    ["SECRET_KEY", { ...foreign, SECRET_KEY: "short" }],
    ["PUBLIC_URL", { PUBLIC_URL: "http://shop.example" }],
    ["ROLE", { ROLE: "everything" }],
  ])("[SEC-08] stops the start with one line naming %s", (name, env) => {
    const error = (() => {
      try {
        return readConfig(env);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as Error).message).toMatch(new RegExp(`^${name}: [^\\n]+$`));
  });

  const document = readFileSync(new URL("../../../docs/configuration.md", import.meta.url), "utf8");

  it("[OPS-08] is documented variable by variable, with the default that holds and what it means", () => {
    const rows = document.split("\n").filter((line) => line.startsWith("| `"));
    expect(rows).toEqual(
      Object.entries(Environment.shape).map(([name, schema]) => {
        const fallback = schema.safeParse(undefined);
        const value = fallback.success && fallback.data !== undefined ? `\`${String(fallback.data)}\`` : "";
        return `| \`${name}\` | ${value} | ${schema.description ?? ""} |`;
      }),
    );
  });

  it("[OPS-08] says what stands in the place of variables that are not read", () => {
    for (const name of ["SUPABASE_URL", "SUPABASE_SERVICE_KEY", "REDIS_URL"]) {
      expect(document).toContain(`\`${name}\``);
      expect(Object.keys(Environment.shape)).not.toContain(name);
    }
  });
});
