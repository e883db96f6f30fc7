import { RelativeTime } from "@nexusone/ui/amounts";
import { Button, buttonClass } from "@nexusone/ui/button";
import { Drawer } from "@nexusone/ui/dialog";
import { EmptyState, PageHeader, Skeleton } from "@nexusone/ui/layout";
import { getRouteApi, Link } from "@tanstack/react-router";
import { PackageSearch } from "lucide-react";
import { useRef, useState } from "react";
import { KnownReason } from "../../app/known-reason.tsx";
import { Refused } from "../../app/refused.tsx";
import { FailedState } from "../../app/states.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { byDelivery } from "./by-delivery.ts";
import { CategoryTree, type Place } from "./category-tree.tsx";
import { CompareDialog } from "./compare-dialog.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { LookDrawer } from "./look-drawer.tsx";
import { PointsLeft } from "./points-left.tsx";
import { SelectionBar } from "./selection-bar.tsx";
import type { SourcingSearch } from "./sourcing-search.ts";
import { TileCard } from "./tile-card.tsx";
import { type Tile, type TilePage, useEstimates, useTiles } from "./use-sourcing.ts";

const route = getRouteApi("/m/$slug/sourcing/");
const GRID =
  "grid gap-3 grid-cols-[repeat(auto-fill,minmax(150px,1fr))] sm:grid-cols-[repeat(auto-fill,minmax(190px,1fr))]";
type Change = { [K in keyof SourcingSearch]?: SourcingSearch[K] | undefined };

/** CJ's shelves: browse, look, compare and choose. A page of it is one list call; the rest is asked for by hand. */
export function SourcingPage() {
  const t = useT();
  const { slug, membership } = useShop();
  const { look, ...filters } = route.useSearch();
  const navigate = route.useNavigate();
  const scroller = useRef<HTMLDivElement>(null);
  const { query, pages, tiles, again } = useTiles(filters);
  const estimates = useEstimates(pages);
  const { shown, slower, unknown } = byDelivery(tiles, estimates, filters.days);
  const [chosen, setChosen] = useState<ReadonlyMap<string, Tile>>(new Map());
  const [comparing, setComparing] = useState(false);
  const [picking, setPicking] = useState(false);

  const change = (next: Change): void => {
    const merged = Object.entries({ ...filters, ...next }).filter(([, value]) => value !== undefined);
    void navigate({ search: Object.fromEntries(merged) });
    scroller.current?.scrollTo({ top: 0 });
  };
  const setLook = (id: string | undefined): void => {
    void navigate({ search: id === undefined ? filters : { ...filters, look: id }, replace: look !== undefined });
  };
  const choose = (tile: Tile): void => {
    const next = new Map(chosen);
    if (!next.delete(tile.externalId)) next.set(tile.externalId, tile);
    setChosen(next);
  };
  const place = { ...(filters.leaf && { leaf: filters.leaf }), ...(filters.path && { path: filters.path }) };
  const go = (to: Place): void => {
    setPicking(false);
    change({ leaf: to.leaf, path: to.path });
  };
  const looked = tiles.find((tile) => tile.externalId === look) ?? (look ? chosen.get(look) : undefined);
  const stale = pages.find((page) => page.stale);

  return (
    <div className="flex h-full flex-col">
      <title>{`${t("sourcing.title")} · ${membership.name}`}</title>
      <div className="flex flex-col gap-3 px-4 pb-3 pt-4 sm:px-6">
        <PageHeader
          title={t("sourcing.title")}
          badges={pages[0] ? <Total count={pages[0].total} /> : null}
          action={
            <>
              <PointsLeft />
              <Link to="/m/$slug/sourcing/categories" params={{ slug }} className={buttonClass()}>
                {t("sourcing.myCategories")}
              </Link>
            </>
          }
        />
        <FilterBar filters={filters} onChange={change} onCategories={() => setPicking(true)} busy={query.isFetching} />
        {filters.days !== undefined && tiles.length > 0 ? (
          <p role="status" className="text-xs text-muted">
            {t("sourcing.deliveryHidden", { count: slower })} {t("sourcing.deliveryUnknown", { count: unknown })}{" "}
            {t("sourcing.deliveryHint")}
          </p>
        ) : null}
        {stale ? <Stale page={stale} onRetry={again} /> : null}
        {query.isError && tiles.length > 0 ? (
          <Refused error={query.error} onRetry={() => void query.fetchNextPage()} />
        ) : null}
      </div>
      <div className="flex min-h-0 flex-1 border-t border-line">
        {/* What keeps the products away keeps the tree away too: it is said once. */}
        {query.isError && tiles.length === 0 ? null : (
          <aside className="hidden w-60 shrink-0 overflow-y-auto border-e border-line p-3 lg:block">
            <CategoryTree place={place} onChoose={go} />
          </aside>
        )}
        <div ref={scroller} className="min-h-0 min-w-0 flex-1 overflow-y-auto p-4 sm:px-6" aria-busy={query.isFetching}>
          {query.isPending ? (
            <TilesSkeleton />
          ) : tiles.length === 0 ? (
            query.isError ? (
              <FailedState error={query.error} onRetry={() => void query.refetch()} />
            ) : (
              <EmptyState icon={<PackageSearch size={18} aria-hidden />} title={t("sourcing.none.title")}>
                {t("sourcing.none.text")}
              </EmptyState>
            )
          ) : (
            <>
              <ul aria-label={t("sourcing.products")} className={GRID}>
                {shown.map((tile) => (
                  <TileCard
                    key={tile.externalId}
                    tile={tile}
                    estimate={estimates.get(tile.externalId)}
                    chosen={chosen.has(tile.externalId)}
                    onChoose={() => choose(tile)}
                    onLook={() => setLook(tile.externalId)}
                  />
                ))}
              </ul>
              {query.hasNextPage ? (
                <div className="flex justify-center p-4">
                  <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                    {t("sourcing.more")}
                  </Button>
                </div>
              ) : null}
            </>
          )}
        </div>
      </div>
      {chosen.size > 0 ? (
        <SelectionBar
          ids={[...chosen.keys()]}
          onCompare={() => setComparing(true)}
          onClear={() => setChosen(new Map())}
        />
      ) : null}
      {look ? (
        <LookDrawer
          key={look}
          externalId={look}
          chosen={chosen.has(look)}
          onChoose={looked ? () => choose(looked) : undefined}
          onClose={() => setLook(undefined)}
        />
      ) : null}
      {comparing ? (
        <CompareDialog tiles={[...chosen.values()]} estimates={estimates} onClose={() => setComparing(false)} />
      ) : null}
      {picking ? (
        <Drawer open onOpenChange={setPicking} title={t("sourcing.categories")}>
          <CategoryTree place={place} onChoose={go} />
        </Drawer>
      ) : null}
    </div>
  );
}

function Total({ count }: { count: number }) {
  const t = useT();
  return (
    <span role="status" className="text-sm tabular-nums text-muted">
      {t("sourcing.total", { count })}
    </span>
  );
}

/** What is shown is older than it should be: since when, why, and how to ask again. */
function Stale({ page, onRetry }: { page: TilePage; onRetry: () => void }) {
  const t = useT();
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 rounded-md bg-wait-soft px-3 py-2 text-sm text-ink">
      <span>
        {t("sourcing.kept")} <RelativeTime at={page.readAt} className="font-medium" />
      </span>
      {page.stale ? <KnownReason code={page.stale.reason} details={page.stale.details} onRetry={onRetry} /> : null}
    </div>
  );
}

function TilesSkeleton() {
  const t = useT();
  return (
    <div className={GRID} role="status" aria-label={t("common.loading")}>
      {Array.from({ length: 12 }, (_, at) => (
        <div key={at} className="flex flex-col gap-2 rounded-md border border-line bg-surface pb-3">
          <Skeleton className="aspect-square w-full rounded-none" />
          <Skeleton className="mx-2.5 h-4 w-4/5" />
          <Skeleton className="mx-2.5 h-4 w-1/2" />
        </div>
      ))}
    </div>
  );
}
