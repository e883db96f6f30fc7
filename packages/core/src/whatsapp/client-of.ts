import type { ChannelRow } from "@nexusone/db/queries/whatsapp-channels";
import { createCloudApiClient, createWhapiClient, type WhatsAppClient } from "@nexusone/whatsapp/client";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";

export const CHANNEL_TOKEN_PURPOSE = "whatsapp_channels.token";

type Reached = Pick<ChannelRow, "environment" | "provider" | "externalId" | "accountId" | "tokenSealed">;

/** Speaks for one number. Never inside a transaction: every method is a call over the network. @throws `channels.environment_missing` */
export function clientOf({ platform }: Pick<ServiceContext, "platform">, channel: Reached): WhatsAppClient {
  const { whatsapp, keyring } = platform;
  const baseUrl = (channel.provider === "cloud_api" ? whatsapp.graphUrls : whatsapp.whapiUrls)[channel.environment];
  if (baseUrl === undefined) throw new DomainError("channels.environment_missing");
  const options = {
    baseUrl,
    token: keyring.open(channel.tokenSealed, CHANNEL_TOKEN_PURPOSE),
    ...(whatsapp.fetch && { fetch: whatsapp.fetch }),
  };
  if (channel.provider === "whapi") return createWhapiClient(options);
  const appId = whatsapp.apps[channel.environment]?.appId;
  return createCloudApiClient({
    ...options,
    phoneNumberId: channel.externalId,
    accountId: channel.accountId ?? "", // the table's CHECK: a number of the Cloud API has one
    ...(appId && { appId }),
  });
}
