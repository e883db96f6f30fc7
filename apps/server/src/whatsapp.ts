import type { Platform } from "@nexusone/core/platform";
import { splitKeys } from "@nexusone/core/secrets/keyring";
import type { Config } from "./config.ts";

/** The simulated Meta's own app, as `packages/sandbox` has it from the start. */
export const SANDBOX_APP = {
  appId: "220011223344556",
  secrets: ["sandbox-app-secret"],
  verifyToken: "sandbox-verify-token",
} as const;

/** Where WhatsApp answers, and the apps of this installation whose secrets sign its webhooks. */
export function whatsappOf(config: Config): Platform["whatsapp"] {
  const {
    WHATSAPP_APP_ID: appId,
    WHATSAPP_APP_SECRET: secret,
    WHATSAPP_VERIFY_TOKEN: verifyToken,
    sandboxUrl,
  } = config;
  return {
    graphUrls: { live: config.WHATSAPP_GRAPH_URL, ...(sandboxUrl && { sandbox: `${sandboxUrl}/graph/v24.0` }) },
    whapiUrls: { live: config.WHAPI_URL, ...(sandboxUrl && { sandbox: `${sandboxUrl}/whapi` }) },
    apps: {
      ...(appId && secret && verifyToken && { live: { appId, secrets: splitKeys(secret), verifyToken } }),
      ...(sandboxUrl && { sandbox: SANDBOX_APP }),
    },
    ...(sandboxUrl && { telephoneUrl: `${sandboxUrl}/sandbox/phone` }),
  };
}
