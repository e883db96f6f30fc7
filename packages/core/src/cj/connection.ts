import type { CjTokens } from "@nexusone/cj/client";
import { findCjConnection, type CjConnectionRow, type SealedTokens } from "@nexusone/db/queries/cj-connections";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { Keyring } from "../secrets/keyring.ts";
import { inMerchantTx } from "../transaction.ts";

export const API_KEY_PURPOSE = "cj_connections.api_key";
export const OPEN_ID_PURPOSE = "cj_connections.open_id";
export const ACCESS_PURPOSE = "cj_connections.access_token";
const REFRESH_PURPOSE = "cj_connections.refresh_token";

/** "CJ1000001" of "CJ1000001@api@...": the account's number, which is not secret. */
export const accountNumberOf = (apiKey: string): string => apiKey.slice(0, apiKey.indexOf("@")).toUpperCase();

/** The merchant's connection. Throws `cj.not_connected`. */
export const requireConnection = (ctx: ServiceContext): Promise<CjConnectionRow> => inMerchantTx(ctx, connectionIn);

/** The same within a transaction. */
export async function connectionIn(tx: MerchantTx): Promise<CjConnectionRow> {
  const row = await findCjConnection(tx);
  if (!row) throw new DomainError("cj.not_connected");
  return row;
}

/** The base URL of an environment. Throws `cj.not_connected` when this installation does not have it (any more). */
export function baseUrlOf(ctx: ServiceContext, environment: CjConnectionRow["environment"]): string {
  const baseUrl = ctx.platform.cj.baseUrls[environment];
  if (baseUrl === undefined) throw new DomainError("cj.not_connected");
  return baseUrl;
}

export function sealTokens(keyring: Keyring, tokens: CjTokens): SealedTokens {
  return {
    accessTokenSealed: keyring.seal(tokens.accessToken, ACCESS_PURPOSE),
    accessExpiresAt: tokens.accessExpiresAt,
    refreshTokenSealed: keyring.seal(tokens.refreshToken, REFRESH_PURPOSE),
    refreshExpiresAt: tokens.refreshExpiresAt,
    // A refresh answer lacks it: the earlier one stays (Q31).
    ...(tokens.openId && { openIdSealed: keyring.seal(tokens.openId, OPEN_ID_PURPOSE) }),
  };
}

export const openAccessToken = (keyring: Keyring, row: CjConnectionRow): string | null =>
  row.accessTokenSealed === null ? null : keyring.open(row.accessTokenSealed, ACCESS_PURPOSE);

export const openRefreshToken = (keyring: Keyring, row: CjConnectionRow): string | null =>
  row.refreshTokenSealed === null ? null : keyring.open(row.refreshTokenSealed, REFRESH_PURPOSE);

export const openApiKey = (keyring: Keyring, row: CjConnectionRow): string =>
  keyring.open(row.apiKeySealed, API_KEY_PURPOSE);
