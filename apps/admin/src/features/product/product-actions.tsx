import { Button, IconButton } from "@nexusone/ui/button";
import { Dialog } from "@nexusone/ui/dialog";
import { Menu, MenuItem } from "@nexusone/ui/menu";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Archive, Ellipsis, Trash2 } from "lucide-react";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { toastDone, toastFailed, toastUndo } from "../../lib/toast.ts";
import { type Product, useUpdateProduct } from "./use-product.ts";

/** Archiving, with its undo in the toast, and the removal for good, which asks first. */
export function ProductActions({ product }: { product: Product }) {
  const t = useT();
  const { api, slug, can } = useShop();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const update = useUpdateProduct(product.id);
  const settle = (): Promise<unknown> =>
    Promise.all([
      queryClient.invalidateQueries(api.catalog.pathFilter()),
      queryClient.invalidateQueries(api.billing.pathFilter()),
    ]);
  const back = (): void =>
    update.mutate(
      { id: product.id, status: product.status },
      { onSuccess: () => void toastDone(t("own.restored")), onError: (error) => void toastFailed(error, t) },
    );
  const archive = useMutation(
    api.catalog.deleteProduct.mutationOptions({
      onSuccess: async () => {
        await settle();
        void toastUndo(t("own.archived"), t("own.undo"), back);
      },
      onError: (error) => void toastFailed(error, t),
    }),
  );
  const remove = useMutation(
    api.catalog.deleteProduct.mutationOptions({
      onSuccess: async () => {
        await navigate({ to: "/m/$slug/catalogue", params: { slug }, replace: true });
        void toastDone(t("own.removed"));
        queryClient.removeQueries(api.catalog.getProduct.queryFilter({ id: product.id }));
        await settle();
      },
    }),
  );
  if (!can("catalog:delete")) return null;
  return (
    <>
      <Menu align="end" trigger={<IconButton label={t("own.more")} icon={<Ellipsis size={16} aria-hidden />} />}>
        <MenuItem
          icon={<Archive size={14} aria-hidden />}
          disabled={product.status === "archived" || archive.isPending}
          onSelect={() => archive.mutate({ id: product.id })}
        >
          {t("own.archive")}
        </MenuItem>
        <MenuItem danger icon={<Trash2 size={14} aria-hidden />} onSelect={() => setAsking(true)}>
          {t("own.remove")}
        </MenuItem>
      </Menu>
      {asking ? (
        <Dialog
          open
          onOpenChange={() => setAsking(false)}
          title={t("own.removeTitle")}
          footer={
            <>
              <Button onClick={() => setAsking(false)}>{t("own.keep")}</Button>
              <Button
                look="danger"
                busy={remove.isPending}
                onClick={() => remove.mutate({ id: product.id, permanent: true })}
              >
                {t("own.removeAction")}
              </Button>
            </>
          }
        >
          <div className="flex flex-col gap-3">
            <p className="text-soft">{t("own.removeText", { name: product.name })}</p>
            <Refused error={remove.error} />
          </div>
        </Dialog>
      ) : null}
    </>
  );
}
