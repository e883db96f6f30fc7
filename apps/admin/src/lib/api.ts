import type { AppRouter } from "@nexusone/api/router";
import type { Explanation, ReasonCode, ReasonDetails } from "@nexusone/contracts/reasons";
import type { MerchantId } from "@nexusone/contracts/ids";
import type { QueryClient } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink, TRPCClientError, type TRPCClient } from "@trpc/client";
import type { inferRouterOutputs } from "@trpc/server";
import { createTRPCOptionsProxy, type TRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { currentLocale } from "../i18n/load.ts";

export type Outputs = inferRouterOutputs<AppRouter>;
type Prefixed = { keyPrefix: true };
export type Api = TRPCOptionsProxy<AppRouter, Prefixed>;

export const TRPC_URL = "/api/trpc";
/** The server refuses larger batches. */
const MAX_BATCH = 20;

/** A client that speaks for one merchant, or for the person alone. The merchant is in every request, never in a session. */
export function createClient(merchantId: MerchantId | undefined): TRPCClient<AppRouter> {
  return createTRPCClient<AppRouter>({
    links: [
      httpBatchLink({
        url: TRPC_URL,
        maxItems: MAX_BATCH,
        maxURLLength: 4_000,
        headers: () => ({
          "x-nexus-client": "admin",
          "accept-language": currentLocale(),
          ...(merchantId ? { "x-merchant-id": merchantId } : {}),
        }),
      }),
    ],
  });
}

/** Query and mutation options whose keys carry the merchant: two shops never share a cached answer. */
export function createApi(queryClient: QueryClient, merchantId: MerchantId | undefined): Api {
  return createTRPCOptionsProxy<AppRouter, Prefixed>({
    client: createClient(merchantId),
    queryClient,
    keyPrefix: merchantId ?? "person",
  });
}

export type Refusal = {
  readonly reason: ReasonCode;
  readonly details: ReasonDetails;
  readonly explanation: Explanation;
};

/** What the server said, or undefined when it could not be reached or spoke another language. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (!(error instanceof TRPCClientError)) return undefined;
  const data: unknown = error.data;
  if (!data || typeof data !== "object" || !("reason" in data) || !("explanation" in data)) return undefined;
  // The error formatter of packages/api writes exactly these three.
  return data as Refusal;
}
