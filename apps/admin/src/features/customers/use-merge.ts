import { useMutation } from "@tanstack/react-query";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { toastFailed, toastUndo } from "../../lib/toast.ts";
import { useAfterChange } from "./use-customer.ts";
import { useUnmerge } from "./use-unmerge.ts";

/** Makes two customers one, with the way back in the toast. */
export function useMerge(onDone: () => void) {
  const t = useT();
  const { api } = useShop();
  const after = useAfterChange();
  const unmerge = useUnmerge((error) => void toastFailed(error, t));
  return useMutation(
    api.contacts.merge.mutationOptions({
      onSuccess: async (merged) => {
        await after(merged);
        const [made] = merged.merges;
        if (made)
          void toastUndo(t("customers.merged"), t("customers.undo"), () => unmerge.mutate({ mergeId: made.id }));
        onDone();
      },
    }),
  );
}
