import { DomainError } from "../errors.ts";
import type { Platform } from "../platform.ts";

export const DEMO_DOMAIN = "demo.nexusone.test";

/** The request came straight from this computer: loopback `Host`, no `X-Forwarded-*`. The transport finds out. */
export type Nearness = { readonly loopback: boolean };

export const isDemoEmail = (email: string): boolean => email.endsWith(`@${DEMO_DOMAIN}`);

/** Demo accounts have a published password: throws `identity.demo_refused` anywhere but on this computer. */
export function refuseDistantDemo(platform: Platform, email: string, { loopback }: Nearness): void {
  if (isDemoEmail(email) && !(platform.config.demo && loopback)) throw new DomainError("identity.demo_refused");
}
