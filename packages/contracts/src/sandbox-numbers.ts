import type { ConnectChannelInput } from "./channels.ts";

/** The number and the channel that every simulated WhatsApp has from the start. They open nothing else anywhere. */
export const SANDBOX_NUMBERS = {
  cloud_api: {
    provider: "cloud_api",
    environment: "sandbox",
    phoneNumberId: "390022334455667",
    accountId: "480011223344556",
    token: "EAAsandbox0000000000demo",
  },
  whapi: {
    provider: "whapi",
    environment: "sandbox",
    channelId: "DEMOCH-7XK2Q",
    token: "sandbox-whapi-token",
  },
} as const satisfies Record<ConnectChannelInput["provider"], ConnectChannelInput>;
