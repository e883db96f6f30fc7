import { isIP } from "node:net";
import { DomainError } from "../errors.ts";
import { isPublicAddress } from "../outgoing/public-address.ts";
import type { Platform } from "../platform.ts";

/**
 * Refuses at once what could never be delivered to; names are resolved and checked again at every attempt.
 * @throws webhooks.url_refused
 */
export function assertEndpointUrl(platform: Platform, text: string): void {
  const url = new URL(text);
  const trusted = platform.outgoing?.trustedOrigins?.includes(url.origin) ?? false;
  // A last dot only says that the name is complete.
  const host = url.hostname.replace(/^\[|\]$|\.$/g, "");
  const reachable =
    url.protocol === "https:" && (isIP(host) ? isPublicAddress(host) : host.includes(".") && !host.endsWith(".local"));
  if (url.username || url.password || !(trusted || reachable)) throw new DomainError("webhooks.url_refused");
}
