import { keepPreviousData } from "@tanstack/react-query";
import type { Api } from "../../lib/api.ts";
import { listInput, type ListFilters } from "./list-search.ts";

/** Keyset pages of the list. While a filter changes the rows before stay until the new ones are there. */
export const listQuery = (api: Api, filters: ListFilters) =>
  api.catalog.listProducts.infiniteQueryOptions(listInput(filters), {
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
