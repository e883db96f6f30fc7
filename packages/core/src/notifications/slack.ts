import { DomainError } from "../errors.ts";
import type { Platform } from "../platform.ts";

export const SLACK_ORIGIN = "https://hooks.slack.com";
const TIMEOUT_MS = 10_000;

/** Only Slack's own host, or the simulated one: what a merchant enters cannot point our requests anywhere else. */
export function checkSlackUrl(platform: Platform, text: string): string {
  const url = new URL(text);
  const allowed = platform.config.slackOrigins ?? [SLACK_ORIGIN];
  if (!allowed.includes(url.origin) || !url.pathname.includes("/services/") || url.username || url.search)
    throw new DomainError("notification.slack_address");
  return url.href;
}

/**
 * Posts to an incoming webhook (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks, read 2026-11):
 * 200 `ok`; 403, 404 and 410 mean that the address is gone for good.
 */
export async function postToSlack(url: string, message: { readonly text: string }): Promise<void> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ text: message.text, unfurl_links: false }),
    redirect: "error",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((error: unknown) => {
    throw new DomainError("notification.not_sent", {}, error);
  });
  await response.body?.cancel();
  if (response.ok) return;
  const why = new Error(`Slack answered ${response.status}`);
  if ([403, 404, 410].includes(response.status)) throw new DomainError("notification.slack_refused", {}, why);
  throw new DomainError("notification.not_sent", {}, why);
}

/** `&`, `<` and `>` are the whole of Slack's markup that text must not carry by itself. */
export const slackText = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
