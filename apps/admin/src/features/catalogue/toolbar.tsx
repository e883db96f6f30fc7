import { Button, IconButton } from "@nexusone/ui/button";
import { Menu, MenuChoice } from "@nexusone/ui/menu";
import { chipClass } from "@nexusone/ui/table";
import { useQuery } from "@tanstack/react-query";
import { ArrowDownUp, ArrowUp, ChevronDown, ListFilter, Rows3, Rows4, X } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import {
  CLEARED,
  FURTHER,
  isFiltered,
  type ListFilters,
  type ListSearch,
  SORTS,
  STATUSES,
  STOCKS,
} from "./list-search.ts";
import { ListMenu } from "./list-menu.tsx";
import { SavedFilters } from "./saved-filters.tsx";
import { SearchBox } from "./search-box.tsx";
import type { Density } from "./use-density.ts";

const FurtherFilters = lazy(async () => ({ default: (await import("./further-filters.tsx")).FurtherFilters }));

type Props = {
  filters: ListFilters;
  onChange: (next: Partial<ListSearch>) => void;
  waiting: number;
  onShowNew: () => void;
  density: Density;
  onDensity: (density: Density) => void;
  busy: boolean;
  onSelect: (() => void) | undefined;
};

export function Toolbar({ filters, onChange, waiting, onShowNew, density, onDensity, busy, onSelect }: Props) {
  const t = useT();
  const { api } = useShop();
  const facets = useQuery(api.catalog.listFacets.queryOptions());
  const categories = facets.data?.categories ?? [];
  const tags = facets.data?.tags ?? [];
  const origins = [
    ...(facets.data?.suppliers ?? []).map(({ id, name }) => ({ id: String(id), label: name })),
    { id: "own", label: t("catalogue.origin.own") },
  ];
  const sort = filters.sort ?? "newest";
  const further = FURTHER.filter((name) => filters[name] !== undefined).length;
  const [narrowing, setNarrowing] = useState(false);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchBox
        label={t("catalogue.search")}
        placeholder={t("catalogue.searchPlaceholder")}
        value={filters.q}
        busy={busy}
        onChange={(q) => onChange({ q })}
      />
      <div className="flex gap-2 max-sm:-mx-4 max-sm:w-screen max-sm:overflow-x-auto max-sm:px-4 max-sm:[scrollbar-width:none] max-sm:order-last sm:contents">
        <SavedFilters filters={filters} onChange={onChange} />
        <Chip
          label={t("catalogue.filter.status")}
          value={filters.status && t(`catalogue.status.${filters.status}`)}
          options={STATUSES.map((id) => ({ id, label: t(`catalogue.status.${id}`) }))}
          chosen={filters.status}
          onChoose={(status) => onChange({ status })}
        />
        <Chip
          label={t("catalogue.filter.stock")}
          value={filters.stock && t(`catalogue.stock.${filters.stock}`)}
          options={STOCKS.map((id) => ({ id, label: t(`catalogue.stock.${id}`) }))}
          chosen={filters.stock}
          onChoose={(stock) => onChange({ stock })}
        />
        <Chip
          label={t("catalogue.filter.origin")}
          value={filters.origin && (origins.find(({ id }) => id === filters.origin)?.label ?? filters.origin)}
          options={origins}
          chosen={filters.origin}
          onChoose={(origin) => onChange({ origin })}
        />
        {categories.length > 0 || filters.category ? (
          <Chip
            label={t("catalogue.filter.category")}
            value={
              filters.category &&
              (categories.find(({ id }) => id === filters.category)?.name ?? t("catalogue.filter.categoryGone"))
            }
            options={categories.map(({ id, name, productCount }) => ({ id, label: name, hint: productCount }))}
            chosen={filters.category}
            onChoose={(category) => onChange({ category })}
          />
        ) : null}
        {tags.length > 0 ? (
          <Chip
            label={t("catalogue.filter.tag")}
            value={filters.tag}
            options={tags.map((tag) => ({ id: tag, label: tag }))}
            chosen={filters.tag}
            onChoose={(tag) => onChange({ tag })}
          />
        ) : null}
        <button
          type="button"
          aria-haspopup="dialog"
          className={chipClass(further > 0)}
          onClick={() => setNarrowing(true)}
        >
          <ListFilter size={13} aria-hidden />
          {further > 0 ? t("catalogue.further.count", { count: further }) : t("catalogue.further")}
        </button>
        {isFiltered(filters) ? (
          <Button size="sm" look="quiet" icon={<X size={13} aria-hidden />} onClick={() => onChange(CLEARED)}>
            {t("catalogue.filter.clear")}
          </Button>
        ) : null}
      </div>
      <span className="hidden flex-1 sm:block" />
      {waiting > 0 ? (
        <button
          type="button"
          title={t("catalogue.newHint")}
          onClick={onShowNew}
          className="inline-flex h-7 animate-fade items-center gap-1 rounded-full bg-info-soft px-2.5 text-xs font-medium text-info"
        >
          <ArrowUp size={13} aria-hidden />
          {t("catalogue.new", { count: waiting })}
        </button>
      ) : null}
      <Menu
        align="end"
        trigger={
          <Button
            size="sm"
            look="quiet"
            icon={<ArrowDownUp size={13} aria-hidden />}
            aria-label={t("common.pair", { name: t("catalogue.sort"), value: t(`catalogue.sort.${sort}`) })}
          >
            <span className="hidden sm:inline">{t(`catalogue.sort.${sort}`)}</span>
          </Button>
        }
      >
        {SORTS.map((id) => (
          <MenuChoice
            key={id}
            checked={id === sort}
            onSelect={() => onChange({ sort: id === "newest" ? undefined : id })}
          >
            {t(`catalogue.sort.${id}`)}
          </MenuChoice>
        ))}
      </Menu>
      <span className="hidden md:inline-flex">
        <IconButton
          size="sm"
          label={t(density === "dense" ? "catalogue.density.normal" : "catalogue.density.dense")}
          icon={density === "dense" ? <Rows3 size={15} aria-hidden /> : <Rows4 size={15} aria-hidden />}
          onClick={() => onDensity(density === "dense" ? "normal" : "dense")}
        />
      </span>
      <ListMenu filters={filters} onSelect={onSelect} />
      {narrowing ? (
        <Suspense>
          <FurtherFilters filters={filters} onApply={onChange} onClose={() => setNarrowing(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}

type ChipProps<T extends string> = {
  label: string;
  /** The words of the chosen one. */
  value: string | undefined;
  options: readonly { readonly id: T; readonly label: string; readonly hint?: number }[];
  chosen: T | undefined;
  onChoose: (id: T | undefined) => void;
};

function Chip<T extends string>({ label, value, options, chosen, onChoose }: ChipProps<T>) {
  const t = useT();
  return (
    <Menu
      trigger={
        <button type="button" className={chipClass(chosen !== undefined)}>
          {value === undefined ? label : t("common.pair", { name: label, value })}
          <ChevronDown size={13} aria-hidden />
        </button>
      }
    >
      <MenuChoice checked={chosen === undefined} onSelect={() => onChoose(undefined)}>
        {t("catalogue.filter.any")}
      </MenuChoice>
      {options.map(({ id, label: words, hint }) => (
        <MenuChoice key={id} checked={id === chosen} hint={hint} onSelect={() => onChoose(id)}>
          {words}
        </MenuChoice>
      ))}
    </Menu>
  );
}
