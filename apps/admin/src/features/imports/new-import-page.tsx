import type { PriceRule } from "@nexusone/contracts/price-rule";
import { buttonClass } from "@nexusone/ui/button";
import { EmptyState, PageHeader } from "@nexusone/ui/layout";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { ChevronRight, Lock } from "lucide-react";
import { useState } from "react";
import { useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { PreviewSheet } from "./preview-sheet.tsx";
import { RefsForm, type RefsInput } from "./refs-form.tsx";

const route = getRouteApi("/m/$slug/imports/new");

/** Paste, look, confirm: the preview is the plan that is then carried out. */
export function NewImportPage() {
  const t = useT();
  const { api, slug } = useShop();
  const refused = useRefusal("catalog:import");
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { refs = "" } = route.useSearch();
  // What was chosen elsewhere stands in the box, one a line.
  const [input, setInput] = useState<RefsInput | undefined>(
    refs ? { text: refs.split(",").join("\n"), refs: [], rule: undefined, categoryName: "", tags: [] } : undefined,
  );
  const preview = useMutation(api.imports.preview.mutationOptions());
  const commit = useMutation(
    api.imports.commit.mutationOptions({
      onSuccess: async (done) => {
        queryClient.setQueryData(api.imports.get.queryKey({ id: done.id }), done);
        void queryClient.invalidateQueries(api.imports.list.pathFilter());
        void queryClient.invalidateQueries(api.catalog.listProducts.pathFilter());
        void queryClient.invalidateQueries(api.billing.pathFilter());
        await navigate({ to: "/m/$slug/imports/$importId", params: { slug, importId: done.id }, replace: true });
      },
    }),
  );
  const ask = (wanted: RefsInput): void => {
    setInput(wanted);
    commit.reset();
    const { rule, categoryName, tags } = wanted;
    preview.mutate({
      items: wanted.refs.map((ref) => ({
        ref,
        ...(rule ? { priceRule: asInput(rule) } : {}),
        ...(categoryName ? { categoryName } : {}),
        ...(tags.length > 0 ? { tags } : {}),
      })),
    });
  };
  return (
    <div className="mx-auto flex max-w-5xl flex-col gap-4 px-4 py-4 sm:px-6">
      <title>{`${t("imports.new")} · NexusOne`}</title>
      <PageHeader
        crumbs={
          <nav aria-label={t("nav.crumbs")} className="flex items-center gap-1">
            <Link to="/m/$slug/imports" params={{ slug }} className="hover:text-ink hover:underline">
              {t("imports.title")}
            </Link>
            <ChevronRight size={12} aria-hidden />
            <span aria-current="page">{t("imports.new")}</span>
          </nav>
        }
        title={t("imports.new")}
      />
      {refused !== undefined ? (
        <EmptyState
          icon={<Lock size={18} aria-hidden />}
          title={refused}
          action={
            <Link to="/m/$slug/imports" params={{ slug }} className={buttonClass()}>
              {t("imports.title")}
            </Link>
          }
        />
      ) : preview.data ? (
        <PreviewSheet
          preview={preview.data}
          committing={commit.isPending}
          error={commit.error}
          onBack={() => preview.reset()}
          onAgain={() => (input ? ask(input) : undefined)}
          onCommit={(leftOut) =>
            commit.mutate({
              previewId: preview.data.id,
              edits: leftOut.map((rowId) => ({ rowId, include: false })),
            })
          }
        />
      ) : (
        <RefsForm initial={input} busy={preview.isPending} error={preview.error} onSubmit={ask} />
      )}
    </div>
  );
}

const asInput = (rule: PriceRule) => ({ ...rule, ending: rule.ending ?? null });
