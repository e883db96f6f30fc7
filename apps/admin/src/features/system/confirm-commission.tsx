import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FormDialog } from "../../app/form-dialog.tsx";
import { useI18n } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useShop } from "../../lib/shop.ts";
import { toastDone } from "../../lib/toast.ts";
import { rateText } from "./rates.ts";

type Shop = Pick<Outputs["platform"]["getCommission"], "merchantId" | "name">;

/** Says from when a new rate counts and what it changes, and takes the word for it. */
export function ConfirmCommission({
  shop,
  platformBps,
  onClose,
}: {
  shop: Shop;
  platformBps: number;
  onClose: () => void;
}) {
  const { t, locale } = useI18n();
  const { api, person } = useShop();
  const queryClient = useQueryClient();
  const rate = rateText(platformBps, locale);
  const set = useMutation(
    person.platform.setCommission.mutationOptions({
      onSuccess: async () => {
        await Promise.all([
          queryClient.invalidateQueries(person.platform.listCommissions.pathFilter()),
          queryClient.invalidateQueries(person.platform.getCommission.pathFilter()),
          // It may be the shop that is open.
          queryClient.invalidateQueries(api.payments.pathFilter()),
          queryClient.invalidateQueries(api.merchants.pathFilter()),
        ]);
        onClose();
        void toastDone(t("commission.done", { shop: shop.name, rate }));
      },
    }),
  );
  return (
    <FormDialog
      title={t("commission.confirm", { shop: shop.name, rate })}
      action={t("commission.act", { rate })}
      busy={set.isPending}
      error={set.error}
      onClose={onClose}
      onSubmit={() => set.mutate({ merchantId: shop.merchantId, platformBps })}
    >
      <p className="text-soft">
        {t("commission.confirmText", { platform: rate, client: rateText(10_000 - platformBps, locale) })}
      </p>
    </FormDialog>
  );
}
