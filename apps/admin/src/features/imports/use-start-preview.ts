import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { refusalOf } from "../../lib/api.ts";
import { useShop } from "../../lib/shop.ts";
import { newUuid } from "../../lib/uuid.ts";
import { keepStart, keptStart, type PendingStart } from "./pending-start.ts";

export type StartItem = PendingStart["items"][number];

/** Asks for a preview of these products and goes to its page. `again` repeats what was asked and not answered, if anything was. */
export function useStartPreview() {
  const { api, slug, membership } = useShop();
  const { merchantId } = membership;
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { mutate, isPending, error, reset } = useMutation(
    api.imports.startPreview.mutationOptions({
      onSuccess: async (preview) => {
        keepStart(merchantId, undefined);
        queryClient.setQueryData(api.imports.getPreview.queryKey({ id: preview.id }), preview);
        await navigate({ to: "/m/$slug/imports/$importId", params: { slug, importId: preview.id } });
      },
      // A refusal is an answer; silence is not.
      onError: (failure) => (refusalOf(failure) ? keepStart(merchantId, undefined) : undefined),
    }),
  );
  const start = useCallback(
    (items: readonly StartItem[]): void => {
      const asked = { key: newUuid(), items: [...items] };
      keepStart(merchantId, asked);
      mutate(asked);
    },
    [merchantId, mutate],
  );
  const again = useCallback((): boolean => {
    const kept = keptStart(merchantId);
    if (kept) mutate(kept);
    return kept !== undefined;
  }, [merchantId, mutate]);
  return { start, again, isPending, error, reset };
}
