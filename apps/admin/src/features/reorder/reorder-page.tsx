import { RelativeTime } from "@nexusone/ui/amounts";
import { Button } from "@nexusone/ui/button";
import { Card, PageHeader } from "@nexusone/ui/layout";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { PackageCheck, Truck } from "lucide-react";
import { AnswerOrCard } from "../../app/states.tsx";
import { useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { toastDone, toastFailed } from "../../lib/toast.ts";
import { InventoryTabs } from "../inventory/inventory-tabs.tsx";
import { ListStates } from "../inventory/list-states.tsx";
import { OutlookCard } from "./outlook-card.tsx";
import { reordersQuery } from "./reorder-queries.ts";
import { ReorderRow } from "./reorder-row.tsx";
import { TermsCard } from "./terms-card.tsx";

/** What to order for stock, what is on its way, and how the shop sells over the year. */
export function ReorderPage() {
  const t = useT();
  const { api } = useShop();
  const outlook = useQuery(api.reorder.getOutlook.queryOptions());
  return (
    <div className="mx-auto flex max-w-6xl flex-col gap-4 px-4 py-4 sm:px-6">
      <title>{`${t("reorder.title")} · NexusOne`}</title>
      <PageHeader title={t("reorder.title")} />
      <InventoryTabs />
      <SuggestedCard lookedAt={outlook.data?.lookedAt ?? null} />
      <OrderedCard />
      <AnswerOrCard query={outlook} height="h-40">
        {(answer) => (
          <>
            <OutlookCard outlook={answer} />
            <TermsCard settings={answer} />
          </>
        )}
      </AnswerOrCard>
    </div>
  );
}

function SuggestedCard({ lookedAt }: { lookedAt: string | null }) {
  const t = useT();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const refused = useRefusal("catalog:edit");
  const list = useInfiniteQuery(reordersQuery(api, "suggested"));
  const reorders = list.data?.pages.flatMap((page) => page.items) ?? [];
  const look = useMutation(
    api.reorder.look.mutationOptions({
      onSuccess: ({ suggested }) => void toastDone(t("reorder.found", { count: suggested })),
      onError: (error) => void toastFailed(error, t),
      onSettled: () => queryClient.invalidateQueries(api.reorder.pathFilter()),
    }),
  );
  return (
    <Card
      flush
      title={t("reorder.suggested")}
      hint={
        lookedAt === null ? (
          t("reorder.never")
        ) : (
          <>
            {t("reorder.lookedAt")} <RelativeTime at={lookedAt} />
          </>
        )
      }
      extra={
        <Button size="sm" refused={refused} busy={look.isPending} onClick={() => look.mutate()}>
          {t("reorder.look")}
        </Button>
      }
    >
      <ListStates
        list={list}
        count={reorders.length}
        empty={{
          icon: <PackageCheck size={18} aria-hidden />,
          title: t("reorder.suggestedEmpty"),
          text: t("reorder.suggestedEmptyText"),
        }}
      >
        <ul aria-label={t("reorder.suggested")}>
          {reorders.map((reorder) => (
            <ReorderRow key={reorder.id} reorder={reorder} />
          ))}
        </ul>
      </ListStates>
    </Card>
  );
}

function OrderedCard() {
  const t = useT();
  const { api } = useShop();
  const list = useInfiniteQuery(reordersQuery(api, "ordered"));
  const reorders = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card flush title={t("reorder.ordered")} hint={t("reorder.orderedHint")}>
      <ListStates
        list={list}
        count={reorders.length}
        empty={{
          icon: <Truck size={18} aria-hidden />,
          title: t("reorder.orderedEmpty"),
          text: t("reorder.orderedEmptyText"),
        }}
      >
        <ul aria-label={t("reorder.ordered")}>
          {reorders.map((reorder) => (
            <ReorderRow key={reorder.id} reorder={reorder} />
          ))}
        </ul>
      </ListStates>
    </Card>
  );
}
