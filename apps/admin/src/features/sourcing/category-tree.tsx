import { cx } from "@nexusone/ui/cx";
import { Skeleton } from "@nexusone/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useShop } from "../../lib/shop.ts";

type Leaf = Outputs["cj"]["listCategories"]["categories"][number];
export type Place = { leaf?: string; path?: string };
type Props = { place: Place; onChoose: (place: Place) => void };

/** First level -> second level -> leaves; the upper two have names only. */
const treeOf = (leaves: readonly Leaf[]): [string, [string, Leaf[]][]][] =>
  [...Map.groupBy(leaves, ({ path }) => path[0] ?? "")].map(([first, under]) => [
    first,
    [...Map.groupBy(under, ({ path }) => path[1] ?? "")],
  ]);

const rowClass = (chosen: boolean): string =>
  cx(
    "touch-target block w-full truncate rounded-sm px-2 py-1 text-start text-sm",
    chosen ? "bg-accent-soft font-medium text-accent-ink" : "text-soft hover:bg-hover hover:text-ink",
  );

/** CJ's own tree. Every level can be chosen; the browser's disclosure opens and closes with the keyboard. */
export function CategoryTree({ place, onChoose }: Props) {
  const t = useT();
  const { api } = useShop();
  const { data, isError, error, refetch } = useQuery(api.cj.listCategories.queryOptions());
  const tree = useMemo(() => treeOf(data?.categories ?? []), [data]);
  const chosen = data?.categories.find(({ id }) => id === place.leaf);
  const openPath = chosen?.path.slice(0, 2).join(" > ") ?? place.path ?? "";
  if (isError) return <Refused error={error} onRetry={() => void refetch()} />;
  if (!data)
    return (
      <div className="flex flex-col gap-2" aria-hidden>
        {Array.from({ length: 9 }, (_, at) => (
          <Skeleton key={at} className="h-5 w-full" />
        ))}
      </div>
    );
  const here = (path: string): boolean => place.leaf === undefined && place.path === path;
  return (
    <nav aria-label={t("sourcing.categories")} className="flex flex-col gap-0.5">
      <button
        type="button"
        aria-pressed={!place.leaf && !place.path}
        className={rowClass(!place.leaf && !place.path)}
        onClick={() => onChoose({})}
      >
        {t("sourcing.allCategories")}
      </button>
      {tree.map(([first, seconds]) => (
        <Level key={first} name={first} open={openPath === first || openPath.startsWith(`${first} > `)}>
          <button
            type="button"
            aria-pressed={here(first)}
            className={rowClass(here(first))}
            onClick={() => onChoose({ path: first })}
          >
            {t("sourcing.everythingIn", { name: first })}
          </button>
          {seconds.map(([second, leaves]) => {
            const path = `${first} > ${second}`;
            return (
              <Level key={second} name={second} open={openPath === path}>
                <button
                  type="button"
                  aria-pressed={here(path)}
                  className={rowClass(here(path))}
                  onClick={() => onChoose({ path })}
                >
                  {t("sourcing.everythingIn", { name: second })}
                </button>
                {leaves.map(({ id, name }) => (
                  <button
                    key={id}
                    type="button"
                    aria-pressed={place.leaf === id}
                    className={rowClass(place.leaf === id)}
                    onClick={() => onChoose({ leaf: id })}
                  >
                    {name}
                  </button>
                ))}
              </Level>
            );
          })}
        </Level>
      ))}
    </nav>
  );
}

function Level({ name, open, children }: { name: string; open: boolean; children: ReactNode }) {
  return (
    <details open={open} className="group/level">
      <summary className="touch-target flex cursor-default list-none items-center gap-1 rounded-sm px-1 py-1 text-sm text-ink hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight size={13} aria-hidden className="shrink-0 text-muted [[open]>summary>&]:rotate-90" />
        <span className="truncate">{name}</span>
      </summary>
      <div className="ms-3 flex flex-col gap-0.5 border-s border-line ps-1.5">{children}</div>
    </details>
  );
}
