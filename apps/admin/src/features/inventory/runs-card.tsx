import { Card } from "@nexusone/ui/layout";
import { useInfiniteQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { runsQuery } from "./inventory-queries.ts";
import { ListStates } from "./list-states.tsx";
import { RunLine } from "./run-card.tsx";

/** Every sync there was, newest first. */
export function RunsCard() {
  const t = useT();
  const { api } = useShop();
  const list = useInfiniteQuery(runsQuery(api));
  const runs = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card flush title={t("inventory.runs")}>
      <ListStates
        list={list}
        count={runs.length}
        empty={{
          icon: <History size={18} aria-hidden />,
          title: t("inventory.runsEmpty"),
          text: t("inventory.never"),
        }}
      >
        <ul aria-label={t("inventory.runs")}>
          {runs.map((run) => (
            <li key={run.id} className="border-b border-line px-4 py-3 last:border-b-0">
              <RunLine run={run} />
            </li>
          ))}
        </ul>
      </ListStates>
    </Card>
  );
}
