import type { Api } from "../../lib/api.ts";
import type { CustomersSearch } from "./customers-search.ts";

export const customersQuery = (api: Api, { q, sort }: CustomersSearch) =>
  api.contacts.list.infiniteQueryOptions(
    { limit: 50, sort: sort ?? "newest", ...(q === undefined ? {} : { q }) },
    { getNextPageParam: (page) => page.nextCursor ?? undefined },
  );
