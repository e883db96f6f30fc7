import type { Api } from "../../lib/api.ts";
import type { SystemSearch } from "./system-search.ts";

const POLL_MS = 2_000;

/** Events say when work begins and ends; how far it is in between is asked for while something runs. */
export const operationsQuery = (api: Api, search: SystemSearch) =>
  api.operations.list.infiniteQueryOptions(
    { limit: 25, ...search },
    {
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      refetchInterval: ({ state }) =>
        state.data?.pages.some((page) => page.items.some(({ status }) => status === "active")) ? POLL_MS : false,
    },
  );
