import { tellingLabel } from "@nexusone/contracts/variant-label";
import { IconButton } from "@nexusone/ui/button";
import { Input } from "@nexusone/ui/field";
import { Trash2 } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import { Thumb } from "../catalogue/thumb.tsx";
import { minorOf, quantityOf, type DraftLine } from "./new-order-form.ts";

type Props = {
  lines: readonly DraftLine[];
  currency: string;
  onChange: (lines: readonly DraftLine[]) => void;
};

/** How many of each, and at which price. */
export function DraftLines({ lines, currency, onChange }: Props) {
  const t = useT();
  const set = (variantId: string, part: Partial<DraftLine>): void =>
    onChange(lines.map((line) => (line.item.variantId === variantId ? { ...line, ...part } : line)));
  return (
    <ul className="flex flex-col">
      {lines.map(({ item, quantity, price }) => {
        const name = `${item.name}, ${item.label}`;
        const units = quantityOf(quantity);
        const short = units !== undefined && item.free !== null && units > item.free;
        return (
          <li
            key={item.variantId}
            className="grid grid-cols-[1fr_1fr_auto] items-start gap-3 border-b border-line py-3 first:pt-0 last:border-b-0 sm:grid-cols-[minmax(0,1fr)_6rem_9rem_auto]"
          >
            <span className="col-span-3 flex min-w-0 items-center gap-3 sm:col-span-1 sm:pt-6">
              <Thumb url={item.imageUrl} className="size-8" />
              <span className="flex min-w-0 flex-col text-sm">
                <span className="truncate text-ink">{item.name}</span>
                <span className="truncate text-xs text-muted">{tellingLabel(item.label)}</span>
              </span>
            </span>
            <Input
              label={t("orders.quantity")}
              inputMode="numeric"
              value={quantity}
              error={
                units === undefined ? t("form.number") : short ? t("orders.free", { count: item.free ?? 0 }) : undefined
              }
              onChange={(event) => set(item.variantId, { quantity: event.target.value })}
            />
            <Input
              label={t("orders.price")}
              inputMode="decimal"
              suffix={currency}
              controlClassName="pe-12"
              value={price}
              error={minorOf(price, currency) === undefined ? t("form.amount") : undefined}
              onChange={(event) => set(item.variantId, { price: event.target.value })}
            />
            <IconButton
              className="mt-6"
              label={t("orders.remove", { name })}
              icon={<Trash2 size={14} aria-hidden />}
              onClick={() => onChange(lines.filter((line) => line.item.variantId !== item.variantId))}
            />
          </li>
        );
      })}
    </ul>
  );
}
