import type { PreviewId, PreviewRowId } from "@nexusone/contracts/ids";
import { buttonClass } from "@nexusone/ui/button";
import { PageHeader, Skeleton } from "@nexusone/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { FailedState } from "../../app/states.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { useSelection } from "../catalogue/use-selection.ts";
import { CommitBar } from "./commit-bar.tsx";
import { Crumbs } from "../../app/crumbs.tsx";
import { ResultFilter } from "./result-filter.tsx";
import { RowDrawer } from "./row-drawer.tsx";
import { SelectedBar } from "./selected-bar.tsx";
import { resultOf } from "./triage-results.ts";
import { TriageTable } from "./triage-table.tsx";
import { usePreview } from "./use-preview.ts";
import { WorkBar } from "./work-bar.tsx";

const route = getRouteApi("/m/$slug/imports/$importId");
const POLL_MS = 2_000;

/** What an import would do, one row a product: read while one looks, changed before it happens, then carried out as shown. */
export function PreviewPage({ id }: { id: PreviewId }) {
  const t = useT();
  const { api, slug } = useShop();
  const { result } = route.useSearch();
  const scroller = useRef<HTMLDivElement>(null);
  const [looked, setLooked] = useState<PreviewRowId>();
  const query = useQuery(
    api.imports.getPreview.queryOptions(
      { id },
      { refetchInterval: ({ state }) => (state.data?.state === "reading" ? POLL_MS : false) },
    ),
  );
  const preview = query.data;
  const rows = preview?.rows ?? [];
  const shown = result ? rows.filter((row) => resultOf(row) === result) : rows;
  const selection = useSelection(shown, `${id} ${result ?? ""}`);
  const verbs = usePreview(preview);
  const reading = preview?.state === "reading";
  const title = reading
    ? t("imports.triage.reading", { done: preview.read, total: preview.total })
    : preview
      ? t("imports.triage.ready", { count: preview.total })
      : t("imports.progress.title");
  return (
    <div className="relative flex h-full flex-col">
      <title>{`${t("imports.newTitle")} · NexusOne`}</title>
      <div className="flex flex-col gap-3 px-4 pb-3 pt-4 sm:px-6">
        <PageHeader
          crumbs={<Crumbs list="imports" here={t("imports.newTitle")} />}
          title={title}
          action={
            <Link to="/m/$slug/imports/new" params={{ slug }} className={buttonClass()}>
              {t("imports.triage.startOver")}
            </Link>
          }
        />
        {reading ? (
          <div role="status" className="flex flex-col gap-1.5">
            <WorkBar done={preview.read} total={preview.total} label={title} />
            <p className="text-sm text-muted">{t("imports.triage.readingText")}</p>
          </div>
        ) : null}
        {preview ? <ResultFilter rows={rows} chosen={result} /> : null}
        <Refused error={verbs.error} onRetry={verbs.again} onStartOver={verbs.again} />
        {query.isError && preview ? <Refused error={query.error} onRetry={() => void query.refetch()} /> : null}
      </div>
      <div
        ref={scroller}
        className="relative min-h-0 flex-1 overflow-auto border-t border-line bg-surface"
        aria-busy={query.isFetching}
      >
        {preview ? (
          <TriageTable
            scroller={scroller}
            preview={preview}
            rows={shown}
            selection={reading ? undefined : selection}
            onLook={setLooked}
          />
        ) : query.isError ? (
          <FailedState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <div className="flex flex-col gap-3 p-4 sm:px-6" role="status" aria-label={t("common.loading")}>
            {[0, 1, 2, 3, 4, 5].map((row) => (
              <Skeleton key={row} className="h-10 w-full" />
            ))}
          </div>
        )}
      </div>
      {preview && selection.ids.size > 0 ? <SelectedBar preview={preview} selection={selection} verbs={verbs} /> : null}
      {preview ? <CommitBar preview={preview} verbs={verbs} /> : null}
      {looked && preview ? <RowDrawer rowId={looked} preview={preview} onClose={() => setLooked(undefined)} /> : null}
    </div>
  );
}
