import { z } from "zod";

import * as field from "../shared/fields.ts";
import { fieldsOf } from "../shared/fields.ts";
import { createTransport } from "./transport.ts";
import type { TransportOptions } from "./transport.ts";

export type MetaAppOptions = Omit<TransportOptions, "token"> & { appId: string; appSecret: string };

/** What an app has to ask for: without these an account's own address is told nothing (facts sections 1 and 8). */
const FIELDS = [
  "messages",
  "message_template_status_update",
  "message_template_quality_update",
  "message_template_components_update",
  "template_category_update",
  "phone_number_quality_update",
  "phone_number_name_update",
  "business_capability_update",
  "account_update",
  "account_review_update",
  "account_alerts",
  "security",
  "user_preferences",
].join(",");

const App = z.object({ id: field.id });
const Done = z.looseObject({});

/** An app at Meta, spoken for with its own secret. Every method throws WhatsAppFailure; a wrong secret is `token_dead`. */
export function createMetaApp({ appId, appSecret, ...rest }: MetaAppOptions) {
  const transport = createTransport("cloud_api", { ...rest, token: `${appId}|${appSecret}` });
  const path = encodeURIComponent(appId);
  return {
    /** Whether id and secret belong together. */
    prove: async (): Promise<void> => {
      await transport.ask({ operation: "app", path, query: { fields: "id" } }, App);
    },
    /** Has the app's events sent to this address, which Meta calls with the token first. Safe to repeat. */
    subscribe: async ({ url, verifyToken }: { url: string; verifyToken: string }): Promise<void> => {
      const object = "whatsapp_business_account";
      const json = { object, callback_url: url, verify_token: verifyToken, fields: FIELDS };
      await transport.ask({ operation: "app.subscribe", method: "POST", path: `${path}/subscriptions`, json }, Done);
    },
  };
}

const Numbers = z.object({ data: z.array(z.object({ id: field.id })), paging: z.unknown().optional() });
const MOST = 100;

/** Whether the account has the number; null when it has more than are looked at. The token needs the right to manage. */
export async function accountHasNumber(
  options: TransportOptions,
  { accountId, phoneNumberId }: { accountId: string; phoneNumberId: string },
): Promise<boolean | null> {
  const transport = createTransport("cloud_api", options);
  const path = `${encodeURIComponent(accountId)}/phone_numbers`;
  const query = { fields: "id", limit: String(MOST) };
  const { data, paging } = await transport.ask({ operation: "numbers", path, query }, Numbers);
  if (data.some(({ id }) => id === phoneNumberId)) return true;
  return fieldsOf(paging).next === undefined ? false : null;
}
