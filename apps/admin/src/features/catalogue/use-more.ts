import type { Virtualizer } from "@tanstack/react-virtual";
import { useEffect } from "react";

export type MorePages = {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly isError: boolean;
  readonly fetchNextPage: () => unknown;
};
const AHEAD_ROWS = 15;

/** Asks for the next page shortly before the reader gets there. After a failure it waits for the retry button. */
export function useMorePages(virtual: Virtualizer<HTMLDivElement, Element>, count: number, query: MorePages): void {
  const last = virtual.getVirtualItems().at(-1)?.index ?? 0;
  const near = last >= count - AHEAD_ROWS;
  const { hasNextPage, isFetchingNextPage, isError, fetchNextPage } = query;
  useEffect(() => {
    if (near && hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage();
  }, [near, hasNextPage, isFetchingNextPage, isError, fetchNextPage]);
}
