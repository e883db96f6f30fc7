import { Button, IconButton } from "@nexusone/ui/button";
import { Input, Select } from "@nexusone/ui/field";
import { Card } from "@nexusone/ui/layout";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowRight, X } from "lucide-react";
import { type FormEvent, useId, useMemo, useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";

const ARROW = " › ";
type Props = { categories: readonly { readonly id: string; readonly name: string }[]; refused: string | undefined };

/** "What CJ keeps here goes there": imports without a category follow it. */
export function MappingsCard({ categories, refused }: Props) {
  const t = useT();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const names = useId();
  const mappings = useQuery(api.categories.listMappings.queryOptions());
  const tree = useQuery(api.cj.listCategories.queryOptions());
  // Every level can be sent somewhere: the widest first, then what is under it.
  const paths = useMemo(() => {
    const all = (tree.data?.categories ?? []).flatMap(({ path }) => path.map((_, at) => path.slice(0, at + 1)));
    return [...new Map(all.map((path) => [path.join(ARROW), path])).entries()].sort(([a], [b]) => a.localeCompare(b));
  }, [tree.data]);
  const [from, setFrom] = useState("");
  const [into, setInto] = useState("");
  const set = useMutation(
    api.categories.setMapping.mutationOptions({
      onSuccess: (data) => {
        queryClient.setQueryData(api.categories.listMappings.queryKey(), data);
        void queryClient.invalidateQueries(api.catalog.listFacets.pathFilter());
        setInto("");
      },
    }),
  );
  const path = paths.find(([key]) => key === from)?.[1];
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (path && into.trim() !== "") set.mutate({ path, categoryName: into });
  };
  const items = mappings.data?.items ?? [];
  return (
    <Card title={t("categories.mapping")} hint={t("categories.mappingHint")}>
      <div className="flex flex-col gap-4">
        <Refused error={mappings.error ?? set.error} onRetry={() => void mappings.refetch()} />
        <Refused error={tree.error} onRetry={() => void tree.refetch()} />
        {items.length > 0 ? (
          <ul className="divide-y divide-line rounded-md border border-line">
            {items.map((item) => (
              <li key={item.path.join(ARROW)} className="flex items-center gap-2 px-3 py-1.5 text-sm">
                <span className="min-w-0 flex-1 text-soft">{item.path.join(ARROW)}</span>
                <ArrowRight size={14} className="shrink-0 text-muted" aria-label={t("categories.goesTo")} />
                <span className="min-w-0 flex-1 font-medium text-ink">{item.category.name}</span>
                {refused === undefined ? (
                  <IconButton
                    size="sm"
                    label={t("categories.unmap", { name: item.path.join(ARROW) })}
                    icon={<X size={14} aria-hidden />}
                    onClick={() => set.mutate({ path: item.path, categoryName: null })}
                  />
                ) : null}
              </li>
            ))}
          </ul>
        ) : mappings.isSuccess ? (
          <p className="text-sm text-muted">{t("categories.mappingNone")}</p>
        ) : null}
        <form onSubmit={submit} className="grid items-end gap-3 sm:grid-cols-[1fr_1fr_auto]">
          <Select label={t("categories.cj")} value={from} onChange={(event) => setFrom(event.target.value)}>
            <option value="">{t("categories.choose")}</option>
            {paths.map(([key]) => (
              <option key={key} value={key}>
                {key}
              </option>
            ))}
          </Select>
          <Input
            label={t("categories.mine")}
            list={names}
            maxLength={80}
            value={into}
            onChange={(event) => setInto(event.target.value)}
          />
          <datalist id={names}>
            {categories.map(({ id, name }) => (
              <option key={id} value={name} />
            ))}
          </datalist>
          <Button
            type="submit"
            busy={set.isPending}
            refused={refused ?? (path && into.trim() !== "" ? undefined : t("categories.fillBoth"))}
          >
            {t("categories.map")}
          </Button>
        </form>
      </div>
    </Card>
  );
}
