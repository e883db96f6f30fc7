import type { Api } from "../../lib/api.ts";
import type { TemplatesSearch } from "./templates-search.ts";

/** Names with all their languages on one page, as far as it reaches. */
const PAGE = 60;

export const templatesQuery = (api: Api, search: TemplatesSearch) =>
  api.templates.list.infiniteQueryOptions(
    { limit: PAGE, ...search },
    { getNextPageParam: (page) => page.nextCursor ?? undefined },
  );
