import { SECRET_OVERLAP_HOURS } from "@nexusone/contracts/channels";
import type { Environment } from "@nexusone/contracts/cj";
import {
  insertApp,
  lockAppByExternalId,
  replaceAppSecret,
  type WhatsAppAppRow,
} from "@nexusone/db/queries/whatsapp-apps";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { hashToken, type Keyring } from "../secrets/keyring.ts";
import { drawPublicToken } from "../secrets/public-token.ts";

const APP_SECRET_PURPOSE = "whatsapp_apps.secret";
const PREVIOUS_SECRET_PURPOSE = "whatsapp_apps.previous_secret";
export const VERIFY_TOKEN_PURPOSE = "whatsapp_apps.verify_token";
export const APP_KEY_PURPOSE = "whatsapp_apps.key";

export const openAppSecret = (keyring: Keyring, app: WhatsAppAppRow): string =>
  keyring.open(app.secretSealed, APP_SECRET_PURPOSE);

/** Puts a secret in place of an app's, which signs on for a day. False when it is the one that is there. */
export async function putSecret(
  tx: MerchantTx,
  keyring: Keyring,
  app: WhatsAppAppRow,
  appSecret: string,
): Promise<boolean> {
  const before = openAppSecret(keyring, app);
  if (before === appSecret) return false;
  const secrets = {
    secretSealed: keyring.seal(appSecret, APP_SECRET_PURPOSE),
    previousSecretSealed: keyring.seal(before, PREVIOUS_SECRET_PURPOSE),
  };
  await replaceAppSecret(tx, app.id, secrets, SECRET_OVERLAP_HOURS);
  return true;
}

/** The merchant's app with this secret: a new one gets its address and verify token, a known one keeps them. */
export async function keepApp(
  tx: MerchantTx,
  { platform }: ServiceContext,
  environment: Environment,
  given: { readonly appId: string; readonly appSecret: string },
): Promise<string> {
  const { keyring } = platform;
  const known = await lockAppByExternalId(tx, environment, given.appId);
  if (known) {
    await putSecret(tx, keyring, known, given.appSecret);
    return known.id;
  }
  const key = drawPublicToken();
  const { id } = await insertApp(tx, {
    environment,
    externalId: given.appId,
    secretSealed: keyring.seal(given.appSecret, APP_SECRET_PURPOSE),
    verifyTokenSealed: keyring.seal(drawPublicToken(), VERIFY_TOKEN_PURPOSE),
    keySealed: keyring.seal(key, APP_KEY_PURPOSE),
    keyHash: hashToken(key),
  });
  return id;
}
