import { QueryClient } from "@tanstack/react-query";
import { refusalOf } from "../lib/api.ts";

/** Answers stay fresh for half a minute because events say earlier when one is not. Refusals are not asked again: they would be the same. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) => {
          const refusal = refusalOf(error);
          return refusal
            ? refusal.explanation.retry && refusal.explanation.kind === "unavailable" && failures < 2
            : failures < 2;
        },
        retryDelay: (failures) => Math.min(400 * 2 ** failures, 4_000),
      },
    },
  });
