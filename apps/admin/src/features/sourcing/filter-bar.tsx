import { Button } from "@nexusone/ui/button";
import { controlClass } from "@nexusone/ui/field";
import { cx } from "@nexusone/ui/cx";
import { Menu, MenuChoice } from "@nexusone/ui/menu";
import { chipClass } from "@nexusone/ui/table";
import { ArrowDownUp, ChevronDown, FolderTree, Search, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useI18n } from "../../i18n/context.tsx";
import { countryName } from "../../lib/countries.ts";
import {
  COLLECTIONS,
  DELIVERIES,
  isFiltered,
  type SourcingFilters,
  type SourcingSearch,
  SORTS,
  WAREHOUSES,
} from "./sourcing-search.ts";

type Props = {
  filters: SourcingFilters;
  onChange: (next: { [K in keyof SourcingSearch]?: SourcingSearch[K] | undefined }) => void;
  onCategories: () => void;
  busy: boolean;
};
const STOCKS = [1, 20, 100, 500] as const;

/** Words and filters. Nothing is asked while one types: a list costs points, so Enter or a choice asks. */
export function FilterBar({ filters, onChange, onCategories, busy }: Props) {
  const { t, locale } = useI18n();
  const number = new Intl.NumberFormat(locale);
  const sort = filters.sort ?? "best";
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Words key={filters.q ?? ""} value={filters.q} busy={busy} onSubmit={(q) => onChange({ q })} />
      <div className="flex gap-2 max-sm:-mx-4 max-sm:w-screen max-sm:overflow-x-auto max-sm:px-4 max-sm:[scrollbar-width:none] sm:contents">
        <button
          type="button"
          className={cx(chipClass(Boolean(filters.leaf ?? filters.path)), "lg:hidden")}
          onClick={onCategories}
        >
          <FolderTree size={13} aria-hidden />
          {t("sourcing.categories")}
        </button>
        {COLLECTIONS.map((id) => (
          <button
            key={id}
            type="button"
            aria-pressed={filters.collection === id}
            className={chipClass(filters.collection === id)}
            onClick={() => onChange({ collection: filters.collection === id ? undefined : id })}
          >
            {t(`sourcing.collection.${id}`)}
          </button>
        ))}
        <Choice
          label={t("sourcing.warehouse")}
          value={filters.country && countryName(filters.country, locale)}
          options={WAREHOUSES.map((id) => ({ id, label: countryName(id, locale) }))}
          chosen={filters.country}
          onChoose={(country) => onChange({ country })}
        />
        <Choice
          label={t("sourcing.stock")}
          value={filters.stock && t("sourcing.stockFrom", { number: number.format(filters.stock) })}
          options={STOCKS.map((id) => ({ id, label: t("sourcing.stockFrom", { number: number.format(id) }) }))}
          chosen={STOCKS.find((id) => id === filters.stock)}
          onChoose={(stock) => onChange({ stock })}
        />
        <button
          type="button"
          aria-pressed={filters.free === true}
          className={chipClass(filters.free === true)}
          onClick={() => onChange({ free: filters.free ? undefined : true })}
        >
          {t("sourcing.free")}
        </button>
        <Choice
          label={t("sourcing.delivery")}
          value={filters.days && t("sourcing.deliveryIn", { count: filters.days })}
          options={DELIVERIES.map((id) => ({ id, label: t("sourcing.deliveryIn", { count: id }) }))}
          chosen={filters.days}
          onChoose={(days) => onChange({ days })}
        />
        <Prices key={`${filters.min}:${filters.max}`} filters={filters} onChange={onChange} />
        {isFiltered(filters) ? (
          <Button
            size="sm"
            look="quiet"
            icon={<X size={13} aria-hidden />}
            onClick={() =>
              onChange({
                q: undefined,
                leaf: undefined,
                path: undefined,
                country: undefined,
                stock: undefined,
                free: undefined,
                days: undefined,
                min: undefined,
                max: undefined,
              })
            }
          >
            {t("catalogue.filter.clear")}
          </Button>
        ) : null}
      </div>
      <Menu
        align="end"
        trigger={
          <Button
            size="sm"
            look="quiet"
            className="sm:ms-auto"
            icon={<ArrowDownUp size={13} aria-hidden />}
            aria-label={t("common.pair", { name: t("catalogue.sort"), value: t(`sourcing.sort.${sort}`) })}
          >
            {t(`sourcing.sort.${sort}`)}
          </Button>
        }
      >
        {SORTS.map((id) => (
          <MenuChoice
            key={id}
            checked={id === sort}
            onSelect={() => onChange({ sort: id === "best" ? undefined : id })}
          >
            {t(`sourcing.sort.${id}`)}
          </MenuChoice>
        ))}
      </Menu>
    </div>
  );
}

function Words(props: { value: string | undefined; busy: boolean; onSubmit: (q: string | undefined) => void }) {
  const { t } = useI18n();
  const [text, setText] = useState(props.value ?? "");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    props.onSubmit(text.trim() || undefined);
  };
  return (
    <form
      role="search"
      onSubmit={submit}
      className="relative flex min-w-0 flex-1 basis-full items-center sm:w-72 sm:flex-none sm:basis-auto"
    >
      <Search size={14} className="pointer-events-none absolute start-2.5 text-muted" aria-hidden />
      <input
        type="search"
        value={text}
        onChange={(event) => setText(event.target.value)}
        aria-label={t("sourcing.search")}
        placeholder={t("sourcing.searchPlaceholder")}
        className={cx(controlClass, "h-8 ps-8 pe-20")}
      />
      <span className="absolute end-0.5">
        <Button type="submit" size="sm" look="quiet" busy={props.busy} title={t("sourcing.listCost")}>
          {t("nav.search")}
        </Button>
      </span>
    </form>
  );
}

function Prices({ filters, onChange }: Pick<Props, "filters" | "onChange">) {
  const { t } = useI18n();
  const [min, setMin] = useState(filters.min?.toString() ?? "");
  const [max, setMax] = useState(filters.max?.toString() ?? "");
  const amount = (text: string): number | undefined => {
    const value = Number(text.replace(",", "."));
    return text.trim() === "" || Number.isNaN(value) || value < 0 ? undefined : value;
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onChange({ min: amount(min), max: amount(max) });
  };
  const box = "h-7 w-16 rounded-full border border-line-strong bg-surface px-2.5 text-xs tabular-nums text-ink";
  return (
    <form onSubmit={submit} className="flex shrink-0 items-center gap-1 text-xs text-muted">
      <input
        inputMode="decimal"
        value={min}
        onChange={(event) => setMin(event.target.value)}
        aria-label={t("sourcing.priceFrom")}
        placeholder={t("sourcing.from")}
        className={box}
      />
      <span aria-hidden>–</span>
      <input
        inputMode="decimal"
        value={max}
        onChange={(event) => setMax(event.target.value)}
        aria-label={t("sourcing.priceTo")}
        placeholder={t("sourcing.to")}
        className={box}
      />
      USD
      {amount(min) !== filters.min || amount(max) !== filters.max ? (
        <Button type="submit" size="sm">
          {t("sourcing.apply")}
        </Button>
      ) : null}
    </form>
  );
}

type ChoiceProps<T extends string | number> = {
  label: string;
  value: string | false | 0 | undefined;
  options: readonly { readonly id: T; readonly label: string }[];
  chosen: T | undefined;
  onChoose: (id: T | undefined) => void;
};

function Choice<T extends string | number>({ label, value, options, chosen, onChoose }: ChoiceProps<T>) {
  const { t } = useI18n();
  return (
    <Menu
      trigger={
        <button type="button" className={chipClass(Boolean(value))}>
          {value ? t("common.pair", { name: label, value }) : label}
          <ChevronDown size={13} aria-hidden />
        </button>
      }
    >
      <MenuChoice checked={chosen === undefined} onSelect={() => onChoose(undefined)}>
        {t("catalogue.filter.any")}
      </MenuChoice>
      {options.map(({ id, label: words }) => (
        <MenuChoice key={id} checked={id === chosen} onSelect={() => onChoose(id)}>
          {words}
        </MenuChoice>
      ))}
    </Menu>
  );
}
