import { RelativeTime } from "@nexusone/ui/amounts";
import { Badge } from "@nexusone/ui/badge";
import { Button } from "@nexusone/ui/button";
import { Card } from "@nexusone/ui/layout";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { BellOff, PackageX, TriangleAlert } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { toastFailed } from "../../lib/toast.ts";
import { alertsQuery } from "./inventory-queries.ts";
import { ListStates } from "./list-states.tsx";
import { ProductLine } from "./product-line.tsx";

/** What is low or out. An alert ends by itself; dismissed it is out of sight until the next one. */
export function AlertsCard() {
  const t = useT();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const refused = useRefusal("catalog:edit");
  const list = useInfiniteQuery(alertsQuery(api));
  const alerts = list.data?.pages.flatMap((page) => page.items) ?? [];
  const dismiss = useMutation(
    api.inventory.dismissAlerts.mutationOptions({
      onError: (error) => void toastFailed(error, t),
      onSettled: () => queryClient.invalidateQueries(api.inventory.pathFilter()),
    }),
  );
  const all =
    alerts.length > 1 ? (
      <Button
        size="sm"
        refused={refused}
        busy={dismiss.isPending}
        onClick={() => dismiss.mutate({ ids: alerts.slice(0, 100).map(({ id }) => id) })}
      >
        {t("inventory.dismissAll", { count: Math.min(100, alerts.length) })}
      </Button>
    ) : undefined;
  return (
    <Card flush title={t("inventory.alerts")} hint={t("inventory.alertsHint")} extra={all}>
      <ListStates
        list={list}
        count={alerts.length}
        empty={{
          icon: <BellOff size={18} aria-hidden />,
          title: t("inventory.alertsEmpty"),
          text: t("inventory.alertsEmptyText"),
        }}
      >
        <ul aria-label={t("inventory.alerts")}>
          {alerts.map((alert) => (
            <li
              key={alert.id}
              className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-2 last:border-b-0"
            >
              <ProductLine {...alert} />
              {alert.kind === "out" ? (
                <Badge tone="bad" icon={<PackageX size={12} aria-hidden />}>
                  {t("inventory.out")}
                </Badge>
              ) : (
                <Badge tone="wait" icon={<TriangleAlert size={12} aria-hidden />}>
                  {t("inventory.lowWith", { count: alert.units })}
                </Badge>
              )}
              <span className="text-xs text-muted">
                <RelativeTime at={alert.raisedAt} />
              </span>
              <Button
                size="sm"
                look="quiet"
                refused={refused}
                aria-label={`${t("inventory.dismiss")}: ${alert.name}`}
                onClick={() => dismiss.mutate({ ids: [alert.id] })}
              >
                {t("inventory.dismiss")}
              </Button>
            </li>
          ))}
        </ul>
      </ListStates>
    </Card>
  );
}
