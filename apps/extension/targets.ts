/**
 * What the two builds differ in. `store` is what people install: one https server, no loopback host anywhere. `development`
 * also runs on the sandbox's shop pages and talks to a server on this machine.
 */
export type Target = {
  readonly name: "store" | "development" | "gallery";
  readonly serverOrigin: string;
  /** Where the sandbox's shop pages are; null in the store build. */
  readonly sandboxOrigin: string | null;
};

/** Reads EXTENSION_TARGET, SERVER_ORIGIN and SANDBOX_ORIGIN. Throws one clear line when they do not fit together. */
export function readTarget(env: Record<string, string | undefined>): Target {
  const name = env.EXTENSION_TARGET ?? "development";
  if (name === "store") {
    const serverOrigin = originOf("SERVER_ORIGIN", env.SERVER_ORIGIN);
    if (!serverOrigin.startsWith("https://"))
      throw new Error("SERVER_ORIGIN must be an https origin in the store build");
    return { name, serverOrigin, sandboxOrigin: null };
  }
  if (name !== "development" && name !== "gallery")
    throw new Error(`EXTENSION_TARGET must be store, development or gallery, not ${name}`);
  return {
    name,
    serverOrigin: originOf("SERVER_ORIGIN", env.SERVER_ORIGIN || "http://127.0.0.1:3000"),
    sandboxOrigin: originOf("SANDBOX_ORIGIN", env.SANDBOX_ORIGIN || "http://127.0.0.1:3100"),
  };
}

function originOf(name: string, value: string | undefined): string {
  if (!value || !URL.canParse(value) || new URL(value).origin !== value.replace(/\/$/, ""))
    throw new Error(`${name} must be an origin such as https://app.example.com`);
  return new URL(value).origin;
}

/** Constants of the build; `src/config.ts` gives them names. */
export const defines = (target: Target): Record<string, string> => ({
  __TARGET__: JSON.stringify(target.name),
  __SERVER_ORIGIN__: JSON.stringify(target.serverOrigin),
  __SANDBOX_ORIGIN__: JSON.stringify(target.sandboxOrigin),
});
