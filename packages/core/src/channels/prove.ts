import type { ChannelRow } from "@nexusone/db/queries/whatsapp-channels";
import { accountHasNumber, createMetaApp, type ChannelHealth } from "@nexusone/whatsapp/client";
import type { Environment } from "@nexusone/contracts/cj";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { CHANNEL_TOKEN_PURPOSE, clientOf } from "../whatsapp/client-of.ts";
import { askWhatsApp } from "./failure.ts";

export type Keys = Pick<ChannelRow, "environment" | "provider" | "externalId" | "accountId" | "tokenSealed">;

/**
 * Asks for the number with its token: whoever can, controls it. Calls the vendor.
 * @throws `channels.number_not_found`, `channels.wrong_account`, `channels.token_refused` and the other failures of a number
 */
export async function proveNumber(ctx: ServiceContext, keys: Keys): Promise<ChannelHealth> {
  const health = await askWhatsApp(() => clientOf(ctx, keys).health(), {
    rejected: "channels.number_not_found",
    token_dead: "channels.token_refused",
  });
  if (health.externalId !== null && health.externalId !== keys.externalId)
    throw new DomainError("channels.number_not_found");
  if (keys.accountId !== null) await proveAccount(ctx, keys, keys.accountId);
  return health;
}

/** Webhooks are registered with the account: a number of another one would stay silent. */
async function proveAccount(ctx: ServiceContext, keys: Keys, accountId: string): Promise<void> {
  const token = ctx.platform.keyring.open(keys.tokenSealed, CHANNEL_TOKEN_PURPOSE);
  const options = { ...graphOf(ctx, keys.environment), token };
  const has = await askWhatsApp(
    () => accountHasNumber(options, { accountId, phoneNumberId: keys.externalId }),
    { rejected: "channels.wrong_account" },
    { accountId },
  );
  if (has === false) throw new DomainError("channels.wrong_account", { accountId });
}

/** Whether id and secret of an app belong together. Calls Meta. @throws `channels.app_rejected` */
export async function proveApp(
  ctx: ServiceContext,
  environment: Environment,
  app: { readonly appId: string; readonly appSecret: string },
): Promise<void> {
  await askWhatsApp(() => createMetaApp({ ...graphOf(ctx, environment), ...app }).prove(), {
    token_dead: "channels.app_rejected",
    rejected: "channels.app_rejected",
    not_permitted: "channels.app_rejected",
  });
}

export function graphOf({ platform }: ServiceContext, environment: Environment) {
  const baseUrl = platform.whatsapp.graphUrls[environment];
  if (baseUrl === undefined) throw new DomainError("channels.environment_missing");
  return { baseUrl, ...(platform.whatsapp.fetch && { fetch: platform.whatsapp.fetch }) };
}
