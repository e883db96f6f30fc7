import type { REORDERS_SHOWN } from "@nexusone/contracts/reorder-terms";
import type { Api, Outputs } from "../../lib/api.ts";

export type Reorder = Outputs["reorder"]["list"]["items"][number];

export const reordersQuery = (api: Api, state: (typeof REORDERS_SHOWN)[number]) =>
  api.reorder.list.infiniteQueryOptions(
    { limit: 25, state },
    { getNextPageParam: (page) => page.nextCursor ?? undefined },
  );
