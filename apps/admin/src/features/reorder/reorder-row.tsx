import { RelativeTime } from "@nexusone/ui/amounts";
import { Badge } from "@nexusone/ui/badge";
import { Button } from "@nexusone/ui/button";
import { Input } from "@nexusone/ui/field";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useI18n } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { toastDone, toastFailed } from "../../lib/toast.ts";
import { ProductLine } from "../inventory/product-line.tsx";
import type { Reorder } from "./reorder-queries.ts";

/** One suggestion with its arithmetic and what can be done about it, or one order on its way. */
export function ReorderRow({ reorder }: { reorder: Reorder }) {
  const { t } = useI18n();
  const { coverDays } = reorder.sum;
  const name = reorder.variant === "" ? reorder.name : `${reorder.name} (${reorder.variant})`;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-3 last:border-b-0">
      <ProductLine productId={reorder.productId} name={name} imageUrl={reorder.imageUrl} />
      {reorder.state === "suggested" && coverDays !== null ? (
        <Badge tone={coverDays === 0 ? "bad" : "wait"}>{t("reorder.lasts", { count: coverDays })}</Badge>
      ) : null}
      {reorder.expectedAt === null ? null : (
        <span className="text-xs text-muted">
          {t("reorder.expected")} <RelativeTime at={reorder.expectedAt} />
        </span>
      )}
      <Acts reorder={reorder} name={name} />
      {reorder.state === "suggested" ? <Arithmetic reorder={reorder} /> : null}
    </li>
  );
}

function Acts({ reorder, name }: { reorder: Reorder; name: string }) {
  const { t } = useI18n();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const refused = useRefusal("catalog:edit");
  const [text, setText] = useState(String(reorder.quantity));
  const said = {
    onError: (error: unknown) => void toastFailed(error, t),
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries(api.reorder.pathFilter()),
        queryClient.invalidateQueries(api.inventory.pathFilter()),
      ]),
  };
  const order = useMutation(
    api.reorder.order.mutationOptions({ ...said, onSuccess: () => void toastDone(t("reorder.noted")) }),
  );
  const receive = useMutation(
    api.reorder.receive.mutationOptions({
      ...said,
      onSuccess: ({ quantity }) => void toastDone(t("reorder.received", { count: quantity })),
    }),
  );
  const dismiss = useMutation(api.reorder.dismiss.mutationOptions(said));
  const busy = order.isPending || receive.isPending || dismiss.isPending;
  const ordered = reorder.state === "ordered";
  const quantity = Number(text);
  const wrong = !/^\d{1,7}$/.test(text) || quantity > 1_000_000 || (!ordered && quantity === 0);
  const away = (
    <Button
      size="sm"
      look="quiet"
      refused={refused}
      aria-label={`${t("reorder.dismiss")}: ${name}`}
      onClick={() => dismiss.mutate({ ids: [reorder.id] })}
    >
      {t("reorder.dismiss")}
    </Button>
  );
  if (reorder.supplied)
    return (
      <span className="flex items-center gap-2">
        <span className="text-xs text-muted">{t("reorder.supplied")}</span>
        {away}
      </span>
    );
  return (
    <form
      className="flex items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (!wrong) (ordered ? receive : order).mutate({ id: reorder.id, quantity });
      }}
    >
      <div className="w-28">
        <Input
          label={`${t(ordered ? "reorder.came" : "reorder.quantity")}: ${name}`}
          hideLabel
          inputMode="numeric"
          suffix={t("reorder.units")}
          value={text}
          disabled={refused !== undefined || busy}
          error={wrong ? t("inventory.wholeUnits") : undefined}
          onChange={(event) => setText(event.target.value.trim())}
        />
      </div>
      <Button
        size="sm"
        type="submit"
        look="primary"
        refused={refused}
        busy={order.isPending || receive.isPending}
        aria-label={`${t(ordered ? "reorder.receive" : "reorder.order")}: ${name}`}
      >
        {t(ordered ? "reorder.receive" : "reorder.order")}
      </Button>
      {ordered ? null : away}
    </form>
  );
}

/** The sum as one line: what will be sold, plus the reserve, less what is there and coming. */
function Arithmetic({ reorder }: { reorder: Reorder }) {
  const { t, locale } = useI18n();
  const { weeklyUnits, expected, safety, available, coming, suggested } = reorder.sum;
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const places = {
    weekly: number.format(weeklyUnits),
    expected: number.format(expected),
    safety: number.format(safety),
    available: number.format(available),
    coming: number.format(coming),
    suggested: number.format(suggested),
  };
  return <p className="basis-full text-xs tabular-nums text-muted sm:ps-11">{t("reorder.sum", places)}</p>;
}
