import { createHmac, randomUUID } from "node:crypto";
import type { TestDatabase } from "@nexusone/testing/database";
import { createMerchant } from "@nexusone/testing/merchants";
import type { Request } from "./load.ts";

export const APP_SECRET = "bench-app-secret";
export const WEBHOOK_PATH = "/api/whatsapp/webhook";

/** A shop with one number of this installation's own app. @returns the number's id at Meta */
export async function openNumber(
  { db, sql }: TestDatabase,
  nth: number,
): Promise<{ merchantId: string; number: string }> {
  const merchant = await createMerchant(db, { isDemo: true });
  const number = String(390_000_000_000_000 + nth);
  await sql`
    insert into whatsapp_channels (merchant_id, environment, provider, external_id, account_id, label, token_sealed, state, connected_at)
    values (${merchant.id}, 'sandbox', 'cloud_api', ${number}, ${String(480_000_000_000_000 + nth)}, 'Bench', 'never opened',
      'connected', now())`;
  return { merchantId: merchant.id, number };
}

/** One text of one of many people to the number, as Meta posts it: about 600 bytes, escaped, signed. */
export function textTo(number: string, person: number): Request & { readonly messageId: string } {
  const messageId = `wamid.${randomUUID().replaceAll("-", "")}`;
  const from = String(33_600_000_000 + person);
  const seconds = Math.floor(Date.now() / 1_000);
  const body = Buffer.from(
    `{"object":"whatsapp_business_account","entry":[{"id":"${number.replace("39", "48")}","changes":[{"value":{"messaging_product":` +
      `"whatsapp","metadata":{"display_phone_number":"33639980010","phone_number_id":"${number}"},"contacts":[{"profile":{"name":` +
      `"Am\\u00e9lie ${person}"},"wa_id":"${from}"}],"messages":[{"from":"${from}","id":"${messageId}","timestamp":"${seconds}",` +
      `"type":"text","text":{"body":"O\\u00f9 est ma commande ? \\ud83d\\udce6 ${messageId}"}}]},"field":"messages"}]}]}`,
  );
  const signature = `sha256=${createHmac("sha256", APP_SECRET).update(body).digest("hex")}`;
  return {
    path: WEBHOOK_PATH,
    headers: { "content-type": "application/json", "x-hub-signature-256": signature },
    body,
    messageId,
  };
}
