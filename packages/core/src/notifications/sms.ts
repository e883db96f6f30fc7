import { z } from "zod";
import { DomainError } from "../errors.ts";

/** Sends a text message. Calls the network; rejects with `notification.sms_refused` or `notification.not_sent`. */
export type SmsSender = { readonly send: (message: { readonly to: string; readonly text: string }) => Promise<void> };

const TIMEOUT_MS = 10_000;
const Refusal = z.object({ code: z.number().optional(), message: z.string().optional() });

/**
 * Twilio's Messages resource (https://www.twilio.com/docs/messaging/api/message-resource, read 2026-11): a form POST with basic
 * authentication, 201 when accepted; 400 with code 21211, 21610 or 21614 when the number cannot be written to.
 */
export function twilioSms(options: {
  readonly baseUrl: string;
  readonly accountSid: string;
  readonly authToken: string;
  readonly from: string;
}): SmsSender {
  const { baseUrl, accountSid, authToken, from } = options;
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}`;
  return {
    send: async ({ to, text }) => {
      const response = await fetch(`${baseUrl}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/Messages.json`, {
        method: "POST",
        headers: { authorization },
        body: new URLSearchParams({ To: to, From: from, Body: text }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      }).catch((error: unknown) => {
        throw new DomainError("notification.not_sent", {}, error);
      });
      if (response.ok) {
        await response.body?.cancel();
        return;
      }
      const refusal = Refusal.safeParse(await response.json().catch(() => null)).data;
      const why = new Error(`the provider answered ${response.status} (${refusal?.code ?? "no code"})`);
      if (response.status === 400) throw new DomainError("notification.sms_refused", { phone: to }, why);
      throw new DomainError("notification.not_sent", {}, why);
    },
  };
}
