import { Button } from "@nexusone/ui/button";
import { Card, PageHeader } from "@nexusone/ui/layout";
import { Checkbox } from "@nexusone/ui/toggle";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { toastDone } from "../../lib/toast.ts";
import { ApprovalRow } from "./approval-row.tsx";
import { approvalsQuery } from "./inventory-queries.ts";
import { InventoryTabs } from "./inventory-tabs.tsx";
import { ListStates } from "./list-states.tsx";

const MOST = 100;

/** What follows from suppliers' changes and waits for somebody's word: one by one, or many together. */
export function ApprovalsPage() {
  const t = useT();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const refused = useRefusal("catalog:edit");
  const list = useInfiniteQuery(approvalsQuery(api));
  const approvals = list.data?.pages.flatMap((page) => page.items) ?? [];
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const present = approvals.map(({ id }) => id).filter((id) => chosen.has(id));
  const decide = useMutation(
    api.inventory.decideApprovals.mutationOptions({
      onSuccess: ({ decided }) => {
        setChosen(new Set());
        void toastDone(t("inventory.decided", { count: decided }));
      },
      onSettled: () =>
        Promise.all([
          queryClient.invalidateQueries(api.inventory.pathFilter()),
          queryClient.invalidateQueries(api.catalog.pathFilter()),
        ]),
    }),
  );
  const choose = (id: string, on: boolean): void => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  return (
    <div className="mx-auto flex max-w-6xl flex-col gap-4 px-4 py-4 sm:px-6">
      <title>{`${t("inventory.approvals")} · NexusOne`}</title>
      <PageHeader title={t("inventory.approvals")} />
      <InventoryTabs />
      <div className="empty:hidden">
        <Refused error={decide.error} />
      </div>
      <Card flush title={t("inventory.waitingForYou")} hint={t("inventory.approvalsHint")}>
        {approvals.length > 0 ? (
          <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">
            <Checkbox
              label={t("inventory.chooseAll")}
              checked={present.length > 0 && present.length === Math.min(MOST, approvals.length)}
              onChange={(event) =>
                setChosen(new Set(event.target.checked ? approvals.slice(0, MOST).map(({ id }) => id) : []))
              }
            />
            <span className="flex-1" />
            {(["reject", "approve"] as const).map((decision) => (
              <Button
                key={decision}
                size="sm"
                look={decision === "approve" ? "primary" : "plain"}
                busy={decide.isPending}
                refused={refused ?? (present.length === 0 ? t("inventory.chooseFirst") : undefined)}
                onClick={() => decide.mutate({ ids: present, decision })}
              >
                {present.length === 0
                  ? t(`inventory.${decision}`)
                  : t(`inventory.${decision}Many`, { count: present.length })}
              </Button>
            ))}
          </div>
        ) : null}
        <ListStates
          list={list}
          count={approvals.length}
          empty={{
            icon: <CircleCheck size={18} aria-hidden />,
            title: t("inventory.approvalsEmpty"),
            text: t("inventory.approvalsEmptyText"),
          }}
        >
          <ul aria-label={t("inventory.approvals")}>
            {approvals.map((approval) => (
              <ApprovalRow
                key={approval.id}
                approval={approval}
                chosen={chosen.has(approval.id)}
                busy={decide.isPending}
                refused={refused}
                onChoose={(on) => choose(approval.id, on)}
                onDecide={(decision) => decide.mutate({ ids: [approval.id], decision })}
              />
            ))}
          </ul>
        </ListStates>
      </Card>
    </div>
  );
}
