import { buttonClass } from "@nexusone/ui/button";
import { PageHeader } from "@nexusone/ui/layout";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { lazy, Suspense, useRef } from "react";
import { FailedState } from "../../app/states.tsx";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { usePhone } from "../../lib/use-media.ts";
import { DraftsStrip } from "./drafts-strip.tsx";
import { EmptyCatalogue, NoMatch } from "./empty.tsx";
import { CLEARED, isFiltered, type ListSearch } from "./list-search.ts";
import { NearNote, NewestNote } from "./near-note.tsx";
import { ProductCards } from "./product-cards.tsx";
import { ProductTable } from "./product-table.tsx";
import { ListSkeleton } from "./skeleton.tsx";
import { Toolbar } from "./toolbar.tsx";
import { useDensity } from "./use-density.ts";
import { useProductList } from "./use-list.ts";
import { useSelection } from "./use-selection.ts";

const QuickLook = lazy(async () => ({ default: (await import("./quick-look.tsx")).QuickLook }));
const BulkBar = lazy(() => import("./bulk-bar.tsx"));
const route = getRouteApi("/m/$slug/catalogue/");

/** How many match, said when it changes; null past the number that is counted. */
function Total({ count }: { count: number | null | undefined }) {
  const t = useT();
  return (
    <span role="status" className="text-sm tabular-nums text-muted">
      {count === undefined ? null : count === null ? t("catalogue.totalMany") : t("catalogue.total", { count })}
    </span>
  );
}

export function CataloguePage() {
  const t = useT();
  const { slug, membership, can } = useShop();
  const { look, ...filters } = route.useSearch();
  const navigate = route.useNavigate();
  const phone = usePhone();
  const [density, setDensity] = useDensity();
  const scroller = useRef<HTMLDivElement>(null);
  const list = useProductList(filters, () => (scroller.current?.scrollTop ?? 0) < 40);
  const { query, rows } = list;
  const chosen = useSelection(rows, JSON.stringify(filters));
  const selection = can("catalog:edit") ? chosen : undefined;

  const change = (next: Partial<ListSearch>): void => {
    const merged = Object.fromEntries(Object.entries({ ...filters, ...next }).filter(([, v]) => v !== undefined));
    void navigate({ search: merged as ListSearch, replace: true });
    scroller.current?.scrollTo({ top: 0 });
  };
  const setLook = (id: ListSearch["look"]): void => {
    void navigate({ search: (old) => ({ ...old, look: id }), replace: look !== undefined && id !== undefined });
  };
  const bare = query.isSuccess && rows.length === 0 && !isFiltered(filters);
  const showNew = (): void => {
    scroller.current?.scrollTo({ top: 0 });
    list.showNew();
  };

  return (
    <div className="relative flex h-full flex-col">
      <title>{`${t("catalogue.title")} · ${membership.name}`}</title>
      <div className="flex flex-col gap-3 px-4 pb-3 pt-4 sm:px-6">
        <PageHeader
          title={t("catalogue.title")}
          badges={bare ? null : <Total count={list.total} />}
          action={
            can("catalog:import") ? (
              <>
                <Link to="/m/$slug/catalogue/new" params={{ slug }} className={buttonClass()}>
                  {t("own.new")}
                </Link>
                <Link to="/m/$slug/imports/new" params={{ slug }} className={buttonClass({ look: "primary" })}>
                  <Plus size={15} aria-hidden />
                  {t("catalogue.import")}
                </Link>
              </>
            ) : undefined
          }
        />
        <DraftsStrip />
        {bare ? null : (
          <Toolbar
            filters={filters}
            onChange={change}
            waiting={list.waiting}
            onShowNew={showNew}
            density={density}
            onDensity={setDensity}
            busy={query.isPlaceholderData}
            onSelect={selection?.begin}
          />
        )}
        {filters.q && rows.length > 0 ? (
          <NearNote q={filters.q} near={query.data?.pages[0]?.near ?? []} onSearch={(q) => change({ q })} />
        ) : null}
        <NewestNote count={query.data?.pages[0]?.newestHits ?? null} />
        {query.isError && rows.length > 0 ? <Refused error={query.error} onRetry={() => void query.refetch()} /> : null}
      </div>
      <div
        ref={scroller}
        data-scroll="catalogue"
        className="relative min-h-0 flex-1 overflow-auto border-t border-line bg-surface"
        aria-busy={query.isFetching}
      >
        {query.isPending ? (
          <ListSkeleton phone={phone} />
        ) : rows.length === 0 ? (
          query.isError ? (
            <FailedState error={query.error} onRetry={() => void query.refetch()} />
          ) : isFiltered(filters) ? (
            <NoMatch onClear={() => change(CLEARED)} />
          ) : (
            <EmptyCatalogue />
          )
        ) : phone ? (
          <ProductCards scroller={scroller} rows={rows} query={query} selection={selection} />
        ) : (
          <ProductTable
            scroller={scroller}
            rows={rows}
            total={list.total}
            query={query}
            density={density}
            onLook={setLook}
            selection={selection}
          />
        )}
      </div>
      {selection?.choosing ? (
        <Suspense>
          <BulkBar selection={selection} filters={filters} loaded={rows.length} total={list.total} />
        </Suspense>
      ) : null}
      {look ? (
        <Suspense>
          <QuickLook productId={look} onClose={() => setLook(undefined)} />
        </Suspense>
      ) : null}
    </div>
  );
}
