import type { CategoryId } from "@nexusone/contracts/ids";
import { Button } from "@nexusone/ui/button";
import { Dialog } from "@nexusone/ui/dialog";
import { Input, Select } from "@nexusone/ui/field";
import { Card, EmptyState, PageHeader } from "@nexusone/ui/layout";
import { Menu, MenuItem } from "@nexusone/ui/menu";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Ellipsis, FolderTree } from "lucide-react";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { Crumbs } from "../../app/crumbs.tsx";
import { useT } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { MappingsCard } from "./mappings-card.tsx";

type Category = Outputs["catalog"]["listFacets"]["categories"][number];
type Act = { kind: "rename" | "merge" | "delete"; category: Category };

/** The merchant's own categories, and which of CJ's fill them. */
export function CategoriesPage() {
  const t = useT();
  const { api, slug } = useShop();
  const refused = useRefusal("catalog:edit");
  const facets = useQuery(api.catalog.listFacets.queryOptions());
  const [act, setAct] = useState<Act>();
  const categories = facets.data?.categories ?? [];
  return (
    <div className="mx-auto flex max-w-5xl flex-col gap-4 px-4 py-4 sm:px-6">
      <title>{`${t("sourcing.myCategories")} · NexusOne`}</title>
      <PageHeader
        crumbs={<Crumbs list="sourcing" here={t("sourcing.myCategories")} />}
        title={t("sourcing.myCategories")}
      />
      <Refused error={facets.error} onRetry={() => void facets.refetch()} />
      <Card title={t("categories.own")} hint={t("categories.ownHint")} flush>
        {facets.isSuccess && categories.length === 0 ? (
          <EmptyState compact icon={<FolderTree size={18} aria-hidden />} title={t("categories.empty.title")}>
            {t("categories.empty.text")}
          </EmptyState>
        ) : (
          <ul className="divide-y divide-line">
            {categories.map((category) => (
              <li key={category.id} className="flex items-center gap-3 px-4 py-2">
                <Link
                  to="/m/$slug/catalogue"
                  params={{ slug }}
                  search={{ category: category.id }}
                  className="min-w-0 flex-1 truncate text-sm text-ink hover:underline"
                >
                  {category.name}
                </Link>
                <span className="text-sm tabular-nums text-muted">
                  {t("categories.products", { count: category.productCount })}
                </span>
                {refused === undefined ? (
                  <Menu
                    align="end"
                    trigger={
                      <Button
                        size="sm"
                        look="quiet"
                        square
                        aria-label={t("categories.actions", { name: category.name })}
                        icon={<Ellipsis size={15} aria-hidden />}
                      />
                    }
                  >
                    <MenuItem onSelect={() => setAct({ kind: "rename", category })}>{t("categories.rename")}</MenuItem>
                    <MenuItem disabled={categories.length < 2} onSelect={() => setAct({ kind: "merge", category })}>
                      {t("categories.merge")}
                    </MenuItem>
                    <MenuItem danger onSelect={() => setAct({ kind: "delete", category })}>
                      {t("categories.delete")}
                    </MenuItem>
                  </Menu>
                ) : null}
              </li>
            ))}
          </ul>
        )}
      </Card>
      <MappingsCard categories={categories} refused={refused} />
      {act ? (
        <ActDialog key={act.category.id} act={act} categories={categories} onClose={() => setAct(undefined)} />
      ) : null}
    </div>
  );
}

type ActProps = { act: Act; categories: readonly Category[]; onClose: () => void };

function ActDialog({ act: { kind, category }, categories, onClose }: ActProps) {
  const t = useT();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const others = categories.filter(({ id }) => id !== category.id);
  const [name, setName] = useState(category.name);
  const [into, setInto] = useState<CategoryId | undefined>(others[0]?.id);
  const onSuccess = async (): Promise<void> => {
    void queryClient.invalidateQueries(api.catalog.pathFilter());
    await queryClient.invalidateQueries(api.categories.pathFilter());
    onClose();
  };
  const rename = useMutation(api.categories.rename.mutationOptions({ onSuccess }));
  const merge = useMutation(api.categories.merge.mutationOptions({ onSuccess }));
  const remove = useMutation(api.categories.delete.mutationOptions({ onSuccess }));
  const { id } = category;
  const run = (): void => {
    if (kind === "rename" && name.trim() !== "") rename.mutate({ id, name });
    if (kind === "merge" && into) merge.mutate({ from: id, into });
    if (kind === "delete") remove.mutate({ id });
  };
  const running = { rename, merge, delete: remove }[kind];
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t(`categories.${kind}.title`, { name: category.name })}
      description={t(`categories.${kind}.text`, { count: category.productCount })}
      footer={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button look={kind === "delete" ? "danger" : "primary"} busy={running.isPending} onClick={run}>
            {t(`categories.${kind}`)}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Refused error={running.error} onRetry={run} />
        {kind === "rename" ? (
          <Input
            label={t("categories.name")}
            autoFocus
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        ) : kind === "merge" ? (
          <Select
            label={t("categories.into")}
            value={into}
            onChange={(event) => setInto(others.find((other) => other.id === event.target.value)?.id)}
          >
            {others.map((other) => (
              <option key={other.id} value={other.id}>
                {other.name}
              </option>
            ))}
          </Select>
        ) : null}
      </div>
    </Dialog>
  );
}
