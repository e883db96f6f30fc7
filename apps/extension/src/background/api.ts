import type { AppRouter } from "@nexusone/api/router";
import type { Locale } from "@nexusone/contracts/locale";
import { createTRPCClient, httpLink, TRPCClientError, type TRPCClient } from "@trpc/client";
import { z } from "zod";
import { Refused } from "./refused.ts";
import { endsPairing, TOKEN_INVALID, type Tokens } from "./tokens.ts";

export type Client = TRPCClient<AppRouter>;

// A preview waits for CJ's one call per 1.2 seconds; longer than this the person is told.
const TIMEOUT_MS = 30_000;

/** A client of one server. No cookie is ever sent: the person may be signed in there as somebody else. */
export function clientOf(serverUrl: string, locale: Locale, token?: string): Client {
  return createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${serverUrl}/api/trpc`,
        headers: {
          "x-nexus-client": "extension",
          "accept-language": locale,
          ...(token && { authorization: `Bearer ${token}` }),
        },
        fetch: (url, options) =>
          fetch(url, { ...(options as RequestInit), credentials: "omit", signal: AbortSignal.timeout(TIMEOUT_MS) }),
      }),
    ],
  });
}

const ErrorData = z.object({
  reason: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  explanation: z
    .object({
      sentence: z.string(),
      remedy: z.object({ label: z.string(), action: z.string(), href: z.string().optional() }),
    })
    .optional()
    .catch(undefined),
});

/** Every failure of a call as a reason: the server's own, or that it did not answer like a NexusOne server. */
export function asRefused(error: unknown): Refused {
  if (error instanceof Refused) return error;
  const data = error instanceof TRPCClientError ? ErrorData.safeParse(error.data) : undefined;
  if (!data?.success) return new Refused("extension.server_unreachable", {}, { cause: error });
  const { reason, details, explanation } = data.data;
  return new Refused(reason, details, { cause: error, ...(explanation && { said: explanation }) });
}

export async function refusing<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw asRefused(error);
  }
}

/** Calls as the paired browser: renews an access token once when the server no longer takes it, ends a revoked pairing. */
export function createApi(tokens: Tokens, locale: () => Promise<Locale>) {
  return async function call<T>(run: (client: Client) => Promise<T>): Promise<T> {
    let used = await tokens.credentials();
    try {
      return await attempt(run, used);
    } catch (error) {
      const refused = asRefused(error);
      if (refused.code !== TOKEN_INVALID) throw await settled(refused, used.sessionId);
    }
    used = await tokens.renew(used.token);
    try {
      return await attempt(run, used);
    } catch (error) {
      throw await settled(asRefused(error), used.sessionId);
    }
  };

  async function attempt<T>(
    run: (client: Client) => Promise<T>,
    used: { serverUrl: string; token: string },
  ): Promise<T> {
    return run(clientOf(used.serverUrl, await locale(), used.token));
  }

  async function settled(refused: Refused, sessionId: string): Promise<Refused> {
    if (endsPairing(refused.code)) await tokens.end(refused.code, refused.details, sessionId);
    return refused;
  }
}
export type Call = ReturnType<typeof createApi>;
