import type { OrderId } from "@nexusone/contracts/ids";
import type { TemplateContent } from "@nexusone/contracts/template-content";
import { Button } from "@nexusone/ui/button";
import { Dialog } from "@nexusone/ui/dialog";
import { Input } from "@nexusone/ui/field";
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useDelayed } from "../../lib/use-delayed.ts";
import { useShop } from "../../lib/shop.ts";
import type { Shown } from "./phone-preview.tsx";

type Props = { content: TemplateContent; onValues: (values: Shown | undefined) => void };

/** Shows the template with what is known of a real order, in its own language. */
export function PreviewWith({ content, onValues }: Props) {
  const t = useT();
  const { api } = useShop();
  const [choosing, setChoosing] = useState(false);
  const [chosen, setChosen] = useState<string>();
  const preview = useMutation(
    api.templates.preview.mutationOptions({
      onSuccess: ({ places }) => {
        setChoosing(false);
        const of = (part: string): Record<string, string> =>
          Object.fromEntries(
            places.flatMap(({ place, value, from }) =>
              from === "data" && value !== null && place.startsWith(`${part}.`)
                ? [[place.slice(part.length + 1), value]]
                : [],
            ),
          );
        onValues({ header: of("header"), body: of("body") });
      },
    }),
  );
  if (chosen !== undefined && !choosing)
    return (
      <Button
        size="sm"
        look="quiet"
        onClick={() => {
          setChosen(undefined);
          onValues(undefined);
        }}
      >
        {t("templates.withExamples")}
      </Button>
    );
  return (
    <>
      <Button size="sm" look="quiet" onClick={() => setChoosing(true)}>
        {t("templates.withOrder")}
      </Button>
      {choosing ? (
        <OrderDialog
          busy={preview.isPending}
          error={preview.error}
          onClose={() => setChoosing(false)}
          onPick={(orderId, number) => {
            setChosen(number);
            preview.mutate({ content, orderId });
          }}
        />
      ) : null}
    </>
  );
}

type DialogProps = {
  busy: boolean;
  error: unknown;
  onClose: () => void;
  onPick: (orderId: OrderId, number: string) => void;
};
function OrderDialog({ busy, error, onClose, onPick }: DialogProps) {
  const t = useT();
  const { api } = useShop();
  const [text, setText] = useState("");
  const q = useDelayed(text.trim(), 200);
  const found = useQuery(
    api.orders.list.queryOptions({ limit: 8, ...(q ? { q } : {}) }, { placeholderData: keepPreviousData }),
  );
  const orders = found.data?.items ?? [];
  return (
    <Dialog open onOpenChange={onClose} title={t("templates.withOrder")} description={t("templates.withOrderText")}>
      <div className="flex flex-col gap-3">
        <Refused error={error ?? found.error} />
        <Input
          type="search"
          label={t("templates.findOrder")}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        {found.isSuccess && orders.length === 0 ? (
          <p className="text-sm text-muted">{t(q === "" ? "templates.noOrdersYet" : "templates.noOrders")}</p>
        ) : (
          <ul aria-label={t("orders.title")} className="flex flex-col">
            {orders.map(({ id, number, customer }) => (
              <li key={id}>
                <Button look="quiet" className="w-full justify-between" busy={busy} onClick={() => onPick(id, number)}>
                  <span className="tabular-nums">{number}</span>
                  <bdi className="min-w-0 truncate text-muted">{customer.name}</bdi>
                </Button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}
