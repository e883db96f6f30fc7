import { z } from "zod";

import * as field from "./fields.ts";
import { createTransport } from "./transport.ts";
import type { TransportOptions } from "./transport.ts";
import type { CjTokens } from "./types.ts";

const Tokens = z
  .object({
    openId: field.text,
    accessToken: field.id,
    accessTokenExpiryDate: field.instant.pipe(z.date()),
    refreshToken: field.id,
    refreshTokenExpiryDate: field.instant.pipe(z.date()),
  })
  .transform(({ openId, ...data }): CjTokens => ({
    // Lifetimes changed three times (Q32): only the dates CJ sends count.
    accessToken: data.accessToken,
    accessExpiresAt: data.accessTokenExpiryDate,
    refreshToken: data.refreshToken,
    refreshExpiresAt: data.refreshTokenExpiryDate,
    ...(openId && { openId }),
  }));

/**
 * The calls that need no token. Each goes over the network once and throws CjFailure. CJ limits getAccessToken to one call
 * per 1 to 300 seconds (its pages disagree) and answers repeated calls of a day with the same tokens.
 */
export function createCjAuth(options: TransportOptions) {
  const send = createTransport(options);
  const tokens = async (endpoint: string, body: unknown) =>
    (await send({ endpoint, method: "POST", body }, Tokens)).data();
  return {
    /** `apiKey`: "CJUserNum@api@..." from the account's settings. `unauthorised` when it is wrong: ask for a new one. */
    getAccessToken: (apiKey: string): Promise<CjTokens> => tokens("authentication/getAccessToken", { apiKey }),
    /** New tokens without `openId`: keep the earlier one. `unauthorised` when the refresh token is over: log in again. */
    refreshAccessToken: (refreshToken: string): Promise<CjTokens> =>
      tokens("authentication/refreshAccessToken", { refreshToken }),
    /** Ends the session and makes both tokens useless. */
    logout: async (accessToken: string): Promise<void> => {
      await send({ endpoint: "authentication/logout", method: "POST" }, z.unknown(), accessToken);
    },
  };
}

export type CjAuth = ReturnType<typeof createCjAuth>;
