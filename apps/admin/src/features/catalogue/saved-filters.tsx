import { Menu, MenuChoice, MenuItem, MenuLabel, MenuLine } from "@nexusone/ui/menu";
import { chipClass } from "@nexusone/ui/table";
import { useQuery } from "@tanstack/react-query";
import { Bookmark, BookmarkPlus, ChevronDown, ListX, RotateCcw } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useT } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useShop } from "../../lib/shop.ts";
import type { ListFilters, ListSearch } from "./list-search.ts";
import { fromSavedQuery, isShown, isWorthSaving } from "./saved-query.ts";

const SaveFilter = lazy(async () => ({ default: (await import("./save-filter.tsx")).SaveFilter }));
const ManageFilters = lazy(async () => ({ default: (await import("./manage-filters.tsx")).ManageFilters }));

export type SavedFilter = Outputs["savedFilters"]["list"]["items"][number];
type Props = { filters: ListFilters; onChange: (next: Partial<ListSearch>) => void };

/** Ways to look at the list that were kept under a name: one's own, then those colleagues share. */
export function SavedFilters({ filters, onChange }: Props) {
  const t = useT();
  const { api } = useShop();
  const saved = useQuery(api.savedFilters.list.queryOptions());
  const [dialog, setDialog] = useState<"save" | "manage">();
  const items = saved.data?.items ?? [];
  const shown = items.find(({ query }) => isShown(query, filters));
  const worthSaving = isWorthSaving(filters);
  if (items.length === 0 && !worthSaving && dialog === undefined) return null;

  const choice = (item: SavedFilter) => (
    <MenuChoice
      key={item.id}
      checked={item === shown}
      hint={item.own ? undefined : item.ownerName}
      // Chosen once more, it is taken away.
      onSelect={() => onChange(fromSavedQuery(item === shown ? {} : item.query))}
    >
      {item.name}
    </MenuChoice>
  );
  const own = items.filter((item) => item.own);
  const shared = items.filter((item) => !item.own);
  const close = (): void => setDialog(undefined);
  return (
    <>
      <Menu
        trigger={
          <button type="button" className={chipClass(shown !== undefined)}>
            <Bookmark size={13} aria-hidden />
            <span className="max-w-40 truncate">{shown?.name ?? t("saved.title")}</span>
            <ChevronDown size={13} aria-hidden />
          </button>
        }
      >
        {saved.isError ? (
          <MenuItem icon={<RotateCcw size={14} aria-hidden />} onSelect={() => void saved.refetch()}>
            {t("saved.failed")}
          </MenuItem>
        ) : null}
        {own.map(choice)}
        {shared.length > 0 ? <MenuLabel>{t("saved.shared")}</MenuLabel> : null}
        {shared.map(choice)}
        {items.length > 0 ? <MenuLine /> : null}
        <MenuItem
          icon={<BookmarkPlus size={14} aria-hidden />}
          disabled={!worthSaving || shown !== undefined}
          onSelect={() => setDialog("save")}
        >
          {t("saved.save")}
        </MenuItem>
        {items.some(({ changeable }) => changeable) ? (
          <MenuItem icon={<ListX size={14} aria-hidden />} onSelect={() => setDialog("manage")}>
            {t("saved.manage")}
          </MenuItem>
        ) : null}
      </Menu>
      <Suspense>
        {dialog === "save" ? <SaveFilter filters={filters} items={own} onClose={close} /> : null}
        {dialog === "manage" ? <ManageFilters items={items} onClose={close} /> : null}
      </Suspense>
    </>
  );
}
