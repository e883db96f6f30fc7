import type { CategoryId } from "@nexusone/contracts/ids";
import { Button } from "@nexusone/ui/button";
import { Input, Select, Textarea } from "@nexusone/ui/field";
import { Card } from "@nexusone/ui/layout";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { toastDone } from "../../lib/toast.ts";
import { STATUSES } from "../catalogue/list-search.ts";
import { OwnerBadge } from "./owner-badge.tsx";
import { TagsField } from "./tags-field.tsx";
import { type Product, useUpdateProduct } from "./use-product.ts";

const NEW = "new";

/** Name, status, category and tags. Each is saved as it is chosen; the name when one is done typing. */
export function OrganiseCard({ product }: { product: Product }) {
  const t = useT();
  const { api, can } = useShop();
  const queryClient = useQueryClient();
  const facets = useQuery(api.catalog.listFacets.queryOptions());
  const update = useUpdateProduct(product.id);
  const [name, setName] = useState<string>();
  const [newCategory, setNewCategory] = useState<string>();
  const locked = !can("catalog:edit");
  const save = (change: Partial<Parameters<typeof update.mutate>[0]>): void =>
    update.mutate({ id: product.id, ...change }, { onSuccess: () => void toastDone(t("product.updated")) });
  const create = useMutation(
    api.catalog.createCategory.mutationOptions({
      onSuccess: async ({ id }) => {
        setNewCategory(undefined);
        await queryClient.invalidateQueries(api.catalog.listFacets.pathFilter());
        save({ categoryId: id });
      },
    }),
  );
  const rename = (event: FormEvent): void => {
    event.preventDefault();
    if (name !== undefined && name.trim() !== product.name) save({ name: name.trim(), version: product.version });
    setName(undefined);
  };
  return (
    <Card title={t("product.organise")}>
      <div className="flex flex-col gap-4">
        <Refused error={update.error ?? create.error} />
        <form onSubmit={rename}>
          <Textarea
            label={t("product.name")}
            rows={2}
            value={name ?? product.name}
            maxLength={500}
            required
            disabled={locked}
            // A name is one line, however many it takes to show.
            onChange={(event) => setName(event.target.value.replaceAll("\n", " "))}
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              event.preventDefault();
              event.currentTarget.blur();
            }}
            onBlur={rename}
          />
          <div className="mt-1">
            <OwnerBadge product={product} field="name" />
          </div>
        </form>
        <Select
          label={t("product.status")}
          value={product.status}
          disabled={locked || update.isPending}
          onChange={(event) => save({ status: STATUSES.find((status) => status === event.target.value) })}
        >
          {STATUSES.map((status) => (
            <option key={status} value={status}>
              {t(`catalogue.status.${status}`)}
            </option>
          ))}
        </Select>
        <Select
          label={t("product.category")}
          value={newCategory === undefined ? (product.category?.id ?? "") : NEW}
          disabled={locked || update.isPending}
          onChange={(event) =>
            event.target.value === NEW
              ? setNewCategory("")
              : save({ categoryId: event.target.value === "" ? null : (event.target.value as CategoryId) })
          }
        >
          <option value="">{t("product.noCategory")}</option>
          {facets.data?.categories.map(({ id, name: label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
          <option value={NEW}>{t("product.newCategory")}</option>
        </Select>
        {newCategory === undefined ? null : (
          <form
            className="flex items-end gap-2"
            onSubmit={(event) => {
              event.preventDefault();
              create.mutate({ name: newCategory });
            }}
          >
            <Input
              className="flex-1"
              label={t("product.newCategoryName")}
              required
              autoFocus
              maxLength={80}
              value={newCategory}
              onChange={(event) => setNewCategory(event.target.value)}
            />
            <Button type="submit" busy={create.isPending}>
              {t("common.save")}
            </Button>
          </form>
        )}
        <TagsField
          tags={product.tags}
          known={facets.data?.tags ?? []}
          disabled={locked}
          onChange={(tags) => save({ tags })}
        />
      </div>
    </Card>
  );
}
