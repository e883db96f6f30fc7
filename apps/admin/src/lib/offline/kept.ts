import type { Query, QueryClient, QueryKey } from "@tanstack/react-query";
import { readChoice, writeChoice } from "../storage.ts";
import { forgetKept, KEPT_AT, keptSince } from "./forget-kept.ts";

/** What can be read without a network: who is here, and the catalogue as it was seen last. */
const ME = "identity.findMe";
const KEPT: readonly string[] = [ME, "catalog.listProducts", "catalog.listFacets", "imports.listDrafts"];
const LONGEST_MS = 24 * 3_600_000;
const SETTLE_MS = 1_000;

type Kept = { readonly key: QueryKey; readonly data: unknown; readonly at: number };

const procedureOf = ({ queryKey }: Query): string => (Array.isArray(queryKey[1]) ? queryKey[1].join(".") : "");

/** Puts the kept answers where the server's would stand. After a day they are not shown any more. */
export function restoreKept(queryClient: QueryClient): void {
  const text = readChoice(KEPT_AT);
  if (text === null) return;
  const kept = JSON.parse(text) as Kept[]; // written by `keep` only
  for (const { key, data, at } of kept)
    if (at > Date.now() - LONGEST_MS) queryClient.setQueryData(key, data, { updatedAt: at });
}

/** Writes the newest answers down a moment after each came, as long as somebody is signed in. */
export function keepAnswers(queryClient: QueryClient): void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  queryClient.getQueryCache().subscribe(({ type, query }) => {
    if (type !== "updated" || query.state.status !== "success" || !KEPT.includes(procedureOf(query))) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => keep(queryClient), SETTLE_MS);
  });
  keep(queryClient);
}

function keep(queryClient: QueryClient): void {
  const since = keptSince();
  const queries = queryClient.getQueryCache().findAll({
    predicate: (query) =>
      KEPT.includes(procedureOf(query)) && query.state.data !== undefined && query.state.dataUpdatedAt > since,
  });
  const me = queries.find((query) => procedureOf(query) === ME);
  if (me?.state.data === null) forgetKept();
  if (!me?.state.data) return;
  const kept = queries.map(({ queryKey, state }): Kept => ({
    key: queryKey,
    data: firstPage(state.data),
    at: state.dataUpdatedAt,
  }));
  writeChoice(KEPT_AT, JSON.stringify(kept));
}

/** Of a list only the first page: what one sees when one comes back to it. */
function firstPage(data: unknown): unknown {
  const list = data as { readonly pages?: readonly unknown[]; readonly pageParams?: readonly unknown[] } | null; // or anything else
  if (!list?.pages || !list.pageParams) return data;
  return { pages: list.pages.slice(0, 1), pageParams: list.pageParams.slice(0, 1) };
}
