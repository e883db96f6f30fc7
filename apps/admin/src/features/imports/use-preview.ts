import type { PreviewChange } from "@nexusone/contracts/imports";
import type { PreviewRowId } from "@nexusone/contracts/ids";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useShop } from "../../lib/shop.ts";
import type { Preview } from "./triage-results.ts";
import { type StartItem, useStartPreview } from "./use-start-preview.ts";

/** What can be done with a preview: change rows of it, carry it out, or ask the same anew once its prices are old. */
export function usePreview(preview: Preview | undefined) {
  const { api } = useShop();
  const queryClient = useQueryClient();
  const fresh = useStartPreview();
  const edit = useMutation(
    api.imports.editPreview.mutationOptions({
      onSuccess: (next) => {
        queryClient.setQueryData(api.imports.getPreview.queryKey({ id: next.id }), next);
        void queryClient.invalidateQueries(api.imports.getPreviewRow.pathFilter());
      },
    }),
  );
  const commit = useMutation(
    api.imports.commit.mutationOptions({
      onSuccess: (done) => {
        queryClient.setQueryData(api.imports.get.queryKey({ id: done.id }), done);
        void queryClient.invalidateQueries(api.imports.list.pathFilter());
        void queryClient.invalidateQueries(api.catalog.listProducts.pathFilter());
        void queryClient.invalidateQueries(api.billing.pathFilter());
      },
    }),
  );
  return {
    change: (rowIds: readonly PreviewRowId[], change: PreviewChange) =>
      preview ? edit.mutateAsync({ id: preview.id, rowIds: [...rowIds], change }) : undefined,
    changing: edit.isPending,
    commit: () => (preview ? commit.mutate({ previewId: preview.id }) : undefined),
    committing: commit.isPending,
    again: () => (preview ? fresh.start(preview.rows.filter(isWanted).map(asItem)) : undefined),
    asking: fresh.isPending,
    error: commit.error ?? fresh.error ?? edit.error,
  };
}
export type PreviewVerbs = ReturnType<typeof usePreview>;

type Row = Preview["rows"][number];
const isWanted = ({ reason }: Row): boolean => reason !== "import.left_out";

/** The row as it was asked for, with what was changed on it since. */
const asItem = ({ ref, priceRule, categoryName, tags }: Row): StartItem => ({
  ref,
  ...(priceRule && { priceRule }),
  ...(categoryName !== null && { categoryName }),
  ...(tags.length > 0 && { tags }),
});
