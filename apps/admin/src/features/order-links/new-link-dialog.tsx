import { tellingLabel } from "@nexusone/contracts/variant-label";
import { IconButton } from "@nexusone/ui/button";
import { Input } from "@nexusone/ui/field";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { FormDialog } from "../../app/form-dialog.tsx";
import { useT } from "../../i18n/context.tsx";
import { copyText } from "../../lib/copy.ts";
import { useShop } from "../../lib/shop.ts";
import { quantityOf, type Sellable } from "../orders/new-order-form.ts";
import { ProductPicker } from "../orders/product-picker.tsx";

type Line = { readonly item: Sellable; readonly quantity: string };

/** Says what is in the cart, or names a cart that is filled already; the link is copied at once. */
export function NewLinkDialog({ hasCart, onClose }: { hasCart: boolean; onClose: () => void }) {
  const t = useT();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const [lines, setLines] = useState<readonly Line[]>([]);
  const [cart, setCart] = useState("");
  const [note, setNote] = useState("");
  const [checked, setChecked] = useState(false);
  const create = useMutation(
    api.orderLinks.create.mutationOptions({
      onSuccess: async ({ orderLink }) => {
        onClose();
        await copyText(orderLink, t);
      },
      onSettled: () => queryClient.invalidateQueries(api.orderLinks.pathFilter()),
    }),
  );
  const cartUrl = cart.trim();
  const nothing = cartUrl === "" && (!hasCart || lines.length === 0);
  const cartWrong = cartUrl !== "" && !/^https:\/\/[^/@]+\.[^/@]+/.test(cartUrl);
  const submit = (): void => {
    setChecked(true);
    const items = lines.flatMap(({ item, quantity }) => {
      const units = quantityOf(quantity);
      return units === undefined ? [] : [{ variantId: item.variantId, quantity: units }];
    });
    if (nothing || cartWrong || items.length < lines.length) return;
    create.mutate({ items, note: note.trim(), ...(cartUrl && { cartUrl }) });
  };
  return (
    <FormDialog
      wide
      title={t("orderLinks.new")}
      description={t("orderLinks.newHint")}
      action={t("orderLinks.make")}
      busy={create.isPending}
      error={create.error}
      onClose={onClose}
      onSubmit={submit}
    >
      {lines.length > 0 ? <ChosenItems lines={lines} onChange={setLines} /> : null}
      <ProductPicker
        chosen={new Set(lines.map(({ item }) => item.variantId))}
        onAdd={(item) => setLines([...lines, { item, quantity: "1" }])}
      />
      <Input
        label={t("orderLinks.filledCart")}
        optional={hasCart}
        hint={t(hasCart ? "orderLinks.filledCartHint" : "orderLinks.filledCartNeeded")}
        inputMode="url"
        dir="ltr"
        maxLength={2_000}
        placeholder="https://"
        value={cart}
        error={!checked ? undefined : cartWrong ? t("form.invalid") : nothing ? t("orderLinks.nothingInIt") : undefined}
        onChange={(event) => setCart(event.target.value)}
      />
      <Input
        label={t("orderLinks.note")}
        optional
        hint={t("orderLinks.noteHint")}
        maxLength={200}
        dir="auto"
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
    </FormDialog>
  );
}

function ChosenItems({ lines, onChange }: { lines: readonly Line[]; onChange: (lines: readonly Line[]) => void }) {
  const t = useT();
  return (
    <ul aria-label={t("orders.lines")} className="flex flex-col gap-3">
      {lines.map((line) => {
        const { item, quantity } = line;
        const name = `${item.name}, ${item.label}`;
        return (
          <li key={item.variantId} className="flex items-start gap-3">
            <span className="flex min-w-0 flex-1 flex-col">
              <span className="line-clamp-2 text-ink">{item.name}</span>
              <span className="truncate text-xs text-muted">{tellingLabel(item.label)}</span>
            </span>
            <Input
              className="w-24"
              label={t("orders.quantity")}
              hideLabel
              inputMode="numeric"
              value={quantity}
              error={quantityOf(quantity) === undefined ? t("form.number") : undefined}
              onChange={(event) =>
                onChange(lines.map((one) => (one === line ? { item, quantity: event.target.value } : one)))
              }
            />
            <IconButton
              label={t("orders.remove", { name })}
              icon={<Trash2 size={14} aria-hidden />}
              onClick={() => onChange(lines.filter((one) => one !== line))}
            />
          </li>
        );
      })}
    </ul>
  );
}
