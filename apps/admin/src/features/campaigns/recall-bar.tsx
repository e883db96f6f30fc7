import { Button } from "@nexusone/ui/button";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Undo2 } from "lucide-react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import type { Campaign } from "./campaigns-query.ts";

/** The minute in which a launch can be taken back. The server counts; this only shows how much is left. */
export function RecallBar({ campaign }: { campaign: Campaign }) {
  const t = useT();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const refused = useRefusal("campaigns:manage");
  const { id, launchedAt, startsAt } = campaign;
  const seconds = useSeconds(launchedAt && startsAt ? leftOf(new Date(launchedAt), new Date(startsAt)) : 0);
  const recall = useMutation(
    api.campaigns.recall.mutationOptions({
      onSuccess: (view) => void queryClient.setQueryData(api.campaigns.get.queryKey({ id }), view),
      onSettled: () => queryClient.invalidateQueries(api.campaigns.pathFilter()),
    }),
  );
  return (
    <div
      role="region"
      aria-label={t("campaigns.recallTitle")}
      className="flex flex-wrap items-center justify-between gap-3 rounded-md border border-accent-ink bg-surface px-4 py-3"
    >
      <p className="text-sm text-ink">
        {t("campaigns.recallText")}{" "}
        <span className="font-semibold tabular-nums" aria-hidden>
          {t("campaigns.secondsLeft", { count: seconds })}
        </span>
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <Refused error={recall.error} />
        <Button
          look="primary"
          icon={<Undo2 size={15} aria-hidden />}
          refused={refused}
          busy={recall.isPending}
          onClick={() => recall.mutate({ id })}
        >
          {t("campaigns.recall")}
        </Button>
      </div>
    </div>
  );
}

/** Milliseconds until it starts; the whole minute where the clocks of server and browser differ too much to tell. */
function leftOf(launchedAt: Date, startsAt: Date): number {
  const [whole, left] = [startsAt.getTime() - launchedAt.getTime(), startsAt.getTime() - Date.now()];
  return left >= 0 && left <= whole ? left : whole;
}

/** Counts down from when it is first shown. */
function useSeconds(ms: number): number {
  const [until] = useState(() => Date.now() + ms);
  const [left, setLeft] = useState(() => Math.ceil(ms / 1_000));
  useEffect(() => {
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1_000))), 500);
    return () => clearInterval(timer);
  }, [until]);
  return left;
}
