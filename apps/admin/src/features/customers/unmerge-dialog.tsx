import { Facts } from "@nexusone/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { FormDialog } from "../../app/form-dialog.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { toastDone } from "../../lib/toast.ts";
import { useUnmerge } from "./use-unmerge.ts";

/** What goes back to whom, before two customers are taken apart. */
export function UnmergeDialog({ mergeId, stays, onClose }: { mergeId: string; stays: string; onClose: () => void }) {
  const t = useT();
  const { api } = useShop();
  const preview = useQuery(api.contacts.previewUnmerge.queryOptions({ mergeId }, { staleTime: 0 }));
  const unmerge = useUnmerge();
  const seen = preview.data;
  const leaves = seen?.name || t("customers.unnamed");
  return (
    <FormDialog
      title={t("customers.unmergeTitle", { name: leaves, from: stays })}
      description={t("customers.unmergeText", { name: leaves, from: stays })}
      action={t(seen?.missing ? "customers.unmergeLeft" : "customers.unmerge")}
      busy={unmerge.isPending}
      refused={seen === undefined ? t("common.loading") : undefined}
      error={unmerge.error ?? preview.error}
      onClose={onClose}
      onSubmit={() => {
        if (!seen) return;
        unmerge.mutate(
          { mergeId, force: seen.missing > 0 },
          {
            onSuccess: () => {
              void toastDone(t("customers.unmerged"));
              onClose();
            },
          },
        );
      }}
    >
      {seen === undefined ? null : (
        <>
          <Facts
            rows={[
              [
                t("customers.identifiers"),
                seen.identifiers.map(({ value }) => value).join(" · ") || t("customers.noContact"),
              ],
              [t("customers.addresses"), String(seen.addresses)],
              [t("customers.unmergeOrders"), String(seen.orders)],
              [t("customers.unmergeMessages"), String(seen.messages)],
            ]}
          />
          {seen.missing === 0 ? null : (
            <p role="note" className="text-wait">
              {t("customers.unmergeMissing", { count: seen.missing })}
            </p>
          )}
          {seen.suppressed.length === 0 ? null : (
            <p className="text-soft">
              {t("customers.unmergeHeld", {
                purposes: seen.suppressed.map((purpose) => t(`customers.purpose.${purpose}`)).join(", "),
              })}
            </p>
          )}
        </>
      )}
    </FormDialog>
  );
}
