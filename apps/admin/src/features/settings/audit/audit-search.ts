import { AUDIT_TABLES, type AuditTable } from "@nexusone/contracts/audit-words";
import type { Api } from "../../../lib/api.ts";

/** Which entries are shown; kept in the address. Days are `2026-03-02`, in the reader's own time, both included. */
export type AuditSearch = {
  readonly userId?: string;
  readonly table?: AuditTable;
  readonly rowId?: string;
  readonly from?: string;
  readonly to?: string;
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const isDay = (text: unknown): text is string =>
  typeof text === "string" && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
const isUuid = (text: unknown): text is string => typeof text === "string" && UUID.test(text);

/** What the address says, without what makes no sense. */
export function parseAuditSearch(search: Record<string, unknown>): AuditSearch {
  const { userId, rowId, from, to } = search;
  const table = AUDIT_TABLES.find((one) => one === search["table"]);
  return {
    ...(isUuid(userId) && { userId }),
    ...(table && { table }),
    ...(isUuid(rowId) && { rowId }),
    ...(isDay(from) && { from }),
    ...(isDay(to) && { to }),
  };
}

export const isFiltered = (search: AuditSearch): boolean => Object.keys(search).length > 0;

/** The start of a day where the reader is; `later` days after it. */
function startOf(day: string, later = 0): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}

/** The filter as the server takes it: `to` is the first instant that is no longer wanted. */
export const filterOf = ({ from, to, ...rest }: AuditSearch) => ({
  ...rest,
  ...(from !== undefined && { from: startOf(from) }),
  ...(to !== undefined && { to: startOf(to, 1) }),
});

export const auditQuery = (api: Api, search: AuditSearch) =>
  api.audit.list.infiniteQueryOptions(
    { limit: 30, ...filterOf(search) },
    // Not every act has an event that would say that there is news.
    { staleTime: 0, getNextPageParam: (page) => page.nextCursor ?? undefined },
  );
