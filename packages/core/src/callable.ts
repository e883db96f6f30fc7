import type { Environment } from "@nexusone/contracts/cj";
import type { ServiceContext } from "./context.ts";

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;

/** Whether a vendor can call us: a real one over the internet with TLS only, a simulated one on this computer. */
export function isCallable({ platform }: Pick<ServiceContext, "platform">, environment: Environment): boolean {
  const { protocol, hostname } = new URL(platform.config.publicUrl);
  const own = LOOPBACK.test(hostname);
  return environment === "sandbox" ? own : !own && protocol === "https:";
}
