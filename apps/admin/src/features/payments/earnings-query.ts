import type { Api } from "../../lib/api.ts";
import type { EarningsSearch } from "./earnings-search.ts";

export const earningsQuery = (api: Api, { days = 30 }: EarningsSearch) =>
  api.payments.getEarnings.queryOptions({ days });

export const paymentsQuery = (api: Api, { days = 30 }: EarningsSearch) =>
  api.payments.list.infiniteQueryOptions(
    { days, limit: 25 },
    { getNextPageParam: (page) => page.nextCursor ?? undefined },
  );
