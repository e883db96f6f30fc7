import { orderCan } from "@nexusone/contracts/order-terms";
import { RelativeTime } from "@nexusone/ui/amounts";
import { Button } from "@nexusone/ui/button";
import { Input } from "@nexusone/ui/field";
import { Card } from "@nexusone/ui/layout";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link2 } from "lucide-react";
import { useState } from "react";
import { Confirm } from "../../app/confirm.tsx";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import type { Key } from "../../i18n/translate.ts";
import type { Outputs } from "../../lib/api.ts";
import { copyText } from "../../lib/copy.ts";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { toastDone } from "../../lib/toast.ts";
import { DeliveryWishes } from "./delivery-wishes.tsx";
import type { Order } from "./use-order.ts";

type Task = Outputs["deliveries"]["list"][number];

/** Who of the shop brings what; hidden where nobody does and nobody could. */
export function DeliveriesCard({ order }: { order: Order }) {
  const t = useT();
  const { api } = useShop();
  const tasks = useQuery(api.deliveries.list.queryOptions({ orderId: order.id }));
  const canAssign = orderCan.ship(order);
  if (!canAssign && !tasks.data?.length) return null;
  return (
    <Card title={t("deliveries.title")} hint={canAssign ? t("deliveries.hint") : undefined}>
      <div className="flex flex-col gap-3">
        <DeliveryWishes customer={order.customer} />
        {tasks.isError ? <Refused error={tasks.error} onRetry={() => void tasks.refetch()} /> : null}
        {tasks.data?.length ? (
          <ul aria-label={t("deliveries.title")} className="flex flex-col divide-y divide-line">
            {tasks.data.map((task) => (
              <TaskRow key={task.id} task={task} />
            ))}
          </ul>
        ) : null}
        {canAssign ? <Assign order={order} /> : null}
      </div>
    </Card>
  );
}

/** What follows from a delivery: the order, its parcels, its history. */
function useSettled() {
  const { api } = useShop();
  const queryClient = useQueryClient();
  return () =>
    Promise.all([
      queryClient.invalidateQueries(api.deliveries.pathFilter()),
      queryClient.invalidateQueries(api.orders.pathFilter()),
    ]);
}

function Assign({ order }: { order: Order }) {
  const t = useT();
  const { api } = useShop();
  const refused = useRefusal("orders:manage");
  const onSettled = useSettled();
  const [driverName, setDriverName] = useState("");
  const name = driverName.trim();
  const create = useMutation(
    api.deliveries.create.mutationOptions({
      onSuccess: () => {
        setDriverName("");
        void toastDone(t("deliveries.assigned", { name }));
      },
      onSettled,
    }),
  );
  return (
    <form
      className="flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!refused && name) create.mutate({ orderId: order.id, driverName: name });
      }}
    >
      <Input
        className="w-60"
        label={t("deliveries.driver")}
        maxLength={100}
        disabled={refused !== undefined}
        value={driverName}
        onChange={(event) => setDriverName(event.target.value)}
      />
      <Button type="submit" refused={refused} disabled={name === ""} busy={create.isPending}>
        {t("deliveries.assign")}
      </Button>
      <Refused error={create.error} bare />
    </form>
  );
}

const WORDS: Partial<Record<Task["status"], Key>> = {
  pending: "deliveries.open",
  shipped: "deliveries.under",
  delivered: "deliveries.done",
};

function TaskRow({ task }: { task: Task }) {
  const t = useT();
  const { api } = useShop();
  const refused = useRefusal("orders:manage");
  const onSettled = useSettled();
  const [asking, setAsking] = useState(false);
  const share = useMutation(api.deliveries.share.mutationOptions({ onSuccess: ({ url }) => copyText(url, t) }));
  const withdraw = useMutation(
    api.deliveries.withdraw.mutationOptions({ onSuccess: () => setAsking(false), onSettled }),
  );
  const { id, driverName, status, note, photoUrl, startedAt, completedAt, linkWorks } = task;
  const at = completedAt ?? startedAt;
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 py-2 text-sm first:pt-0 last:pb-0">
      <div className="flex min-w-0 flex-1 basis-56 gap-3">
        {photoUrl ? (
          <a href={photoUrl} target="_blank" rel="noreferrer" className="shrink-0">
            <img
              src={photoUrl}
              alt={t("deliveries.photo", { name: driverName })}
              className="size-16 rounded-md border border-line object-cover"
            />
          </a>
        ) : null}
        <div className="min-w-0">
          <p className="font-medium text-ink">
            <bdi>{driverName}</bdi>
          </p>
          <p className="text-soft">
            {t(WORDS[status] ?? "deliveries.over")}
            {at ? (
              <>
                {" · "}
                <RelativeTime at={at} />
              </>
            ) : null}
          </p>
          {note ? <p className="text-soft">“{note}”</p> : null}
          <Refused error={share.error} />
        </div>
      </div>
      {linkWorks ? (
        <div className="flex flex-wrap gap-2">
          <Button
            size="sm"
            icon={<Link2 size={14} aria-hidden />}
            refused={refused}
            busy={share.isPending}
            onClick={() => share.mutate({ id })}
          >
            {t("deliveries.copyLink")}
          </Button>
          {status === "delivered" ? null : (
            <Button size="sm" look="quiet" refused={refused} onClick={() => setAsking(true)}>
              {t("deliveries.withdraw")}
            </Button>
          )}
        </div>
      ) : null}
      {asking ? (
        <Confirm
          title={t("deliveries.withdrawTitle", { name: driverName })}
          action={t("deliveries.withdraw")}
          busy={withdraw.isPending}
          error={withdraw.error}
          onClose={() => setAsking(false)}
          onConfirm={() => withdraw.mutate({ id })}
        >
          {t("deliveries.withdrawText")}
        </Confirm>
      ) : null}
    </li>
  );
}
