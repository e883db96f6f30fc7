import { OPERATION_STATUSES, type OperationStatus } from "@nexusone/contracts/operation-status";

/** Which work is shown; kept in the address. */
export type SystemSearch = { readonly status?: OperationStatus };

export function parseSystemSearch(search: Record<string, unknown>): SystemSearch {
  const status = OPERATION_STATUSES.find((one) => one === search["status"]);
  return status ? { status } : {};
}
