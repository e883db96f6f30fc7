import type { LevelShown } from "@nexusone/contracts/inventory-terms";
import type { Api } from "../../lib/api.ts";

const next = { getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor ?? undefined };

export const levelsQuery = (api: Api, { show = "all" }: { show?: LevelShown }) =>
  api.inventory.listLevels.infiniteQueryOptions({ limit: 50, show }, next);
export const alertsQuery = (api: Api) => api.inventory.listAlerts.infiniteQueryOptions({ limit: 10 }, next);
export const approvalsQuery = (api: Api) => api.inventory.listApprovals.infiniteQueryOptions({ limit: 25 }, next);
export const runsQuery = (api: Api) => api.inventory.listRuns.infiniteQueryOptions({ limit: 10 }, next);
