import type { Area, Range } from "@nexusone/contracts/analytics-terms";
import type { Api } from "../../lib/api.ts";

/** The hours of one operation, newest first. */
export const hoursQuery = (api: Api, of: { area: Area; operation: string; range?: Range }) =>
  api.analytics.listHours.infiniteQueryOptions(
    { limit: 50, ...of },
    { getNextPageParam: (page) => page.nextCursor ?? undefined },
  );
