import type { WhatsAppAppRow } from "@nexusone/db/queries/whatsapp-apps";
import type { ChannelRow } from "@nexusone/db/queries/whatsapp-channels";
import type { ServiceContext } from "../context.ts";
import { WHAPI_HEADER, WHAPI_WEBHOOK_PATH, WHATSAPP_WEBHOOK_PATH } from "../whatsapp/addresses.ts";
import { APP_KEY_PURPOSE, VERIFY_TOKEN_PURPOSE } from "./app-keys.ts";

export const CHANNEL_KEY_PURPOSE = "whatsapp_channels.key";
export const HEADER_SECRET_PURPOSE = "whatsapp_channels.header_secret";

/** Where a number's vendor posts to, and by what it is told from strangers: a verify token and signature, or a header. */
export type ChannelAddress = {
  readonly url: string;
  /** What the vendor is told beside the address. */
  readonly secret: string;
  readonly header: string | null;
};

/** Undefined for a disconnected number, which has none, and where this installation has no app for it. */
export function addressOf(
  { platform }: ServiceContext,
  channel: ChannelRow,
  app: WhatsAppAppRow | undefined,
): ChannelAddress | undefined {
  const { config, keyring, whatsapp } = platform;
  if (channel.state === "disconnected") return undefined;
  if (channel.provider === "whapi") {
    if (channel.keySealed === null || channel.headerSecretSealed === null) return undefined;
    return {
      url: `${config.publicUrl}${WHAPI_WEBHOOK_PATH}/${keyring.open(channel.keySealed, CHANNEL_KEY_PURPOSE)}`,
      secret: keyring.open(channel.headerSecretSealed, HEADER_SECRET_PURPOSE),
      header: WHAPI_HEADER,
    };
  }
  const base = config.publicUrl + WHATSAPP_WEBHOOK_PATH;
  if (app)
    return {
      url: `${base}/${keyring.open(app.keySealed, APP_KEY_PURPOSE)}`,
      secret: keyring.open(app.verifyTokenSealed, VERIFY_TOKEN_PURPOSE),
      header: null,
    };
  const own = whatsapp.apps[channel.environment];
  return own && { url: base, secret: own.verifyToken, header: null };
}
