import { Button } from "@nexusone/ui/button";
import { Dialog } from "@nexusone/ui/dialog";
import { Skeleton } from "@nexusone/ui/layout";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { BatchRows } from "./batch-rows.tsx";
import { BatchSum } from "./batch-sum.tsx";

type Props = { id: string; onCommitted: () => void; onClose: () => void };
const LOOK_MS = 700;
const MOVING: readonly string[] = ["reading", "running"];

/** From the preview of an act on many orders to what became of each. Nothing happens before it is confirmed. */
export default function BatchSheet({ id, onCommitted, onClose }: Props) {
  const t = useT();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const batch = useQuery(
    api.orderBatches.get.queryOptions(
      { id },
      { refetchInterval: ({ state }) => (MOVING.includes(state.data?.state ?? "") ? LOOK_MS : false) },
    ),
  );
  const commit = useMutation(
    api.orderBatches.commit.mutationOptions({
      onSuccess: (view) => {
        queryClient.setQueryData(api.orderBatches.get.queryKey({ id }), view);
        onCommitted();
      },
    }),
  );
  const { data } = batch;
  const state = data?.state;
  useEffect(() => {
    if (state !== "done") return;
    for (const filter of [api.orders.pathFilter(), api.fulfilment.pathFilter(), api.inventory.pathFilter()])
      void queryClient.invalidateQueries(filter);
    void queryClient.invalidateQueries(api.orderBatches.listRows.pathFilter());
  }, [state, queryClient, api]);

  const planned = data?.counts.planned ?? 0;
  const footer =
    data && state === "ready" ? (
      <>
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <Button
          look={data.act === "cancel" ? "danger" : "primary"}
          busy={commit.isPending}
          refused={planned === 0 ? t("batch.nothing") : undefined}
          onClick={() => commit.mutate({ id })}
        >
          {t(`batch.commit.${data.act}`, { count: planned })}
        </Button>
      </>
    ) : (
      <Button look="primary" onClick={onClose}>
        {t("bulk.finish")}
      </Button>
    );
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t(data ? `batch.what.${data.act}` : "batch.title")}
      footer={footer}
    >
      <div className="flex flex-col gap-4">
        <Refused error={batch.error ?? commit.error} onRetry={() => void batch.refetch()} onStartOver={onClose} />
        {data ? (
          <>
            <BatchSum batch={data} />
            <BatchRows batch={data} moving={MOVING.includes(data.state) ? LOOK_MS : false} />
          </>
        ) : batch.isPending ? (
          <Skeleton className="h-40 w-full" />
        ) : null}
      </div>
    </Dialog>
  );
}
