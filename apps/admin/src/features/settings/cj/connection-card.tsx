import { RelativeTime } from "@nexusone/ui/amounts";
import { Badge } from "@nexusone/ui/badge";
import { Button } from "@nexusone/ui/button";
import { Card, Facts } from "@nexusone/ui/layout";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Check, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { Confirm } from "../../../app/confirm.tsx";
import { KnownReason } from "../../../app/known-reason.tsx";
import { Meter } from "../../../app/meter.tsx";
import { useT } from "../../../i18n/context.tsx";
import type { Outputs } from "../../../lib/api.ts";
import { useRefusal, useShop } from "../../../lib/shop.ts";
import { toastDone, toastFailed } from "../../../lib/toast.ts";

type Connection = NonNullable<Outputs["cj"]["getStatus"]["connection"]>;

export function ConnectionCard({ connection }: { connection: Connection }) {
  const t = useT();
  const { api } = useShop();
  const refused = useRefusal("cj:manage");
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const test = useMutation(
    api.cj.test.mutationOptions({
      onSuccess: (status) => {
        queryClient.setQueryData(api.cj.getStatus.queryKey(), status);
        if (status.connection?.status === "connected") void toastDone(t("cj.tested"));
      },
      onError: (error) => void toastFailed(error, t),
      onSettled: () => queryClient.invalidateQueries(api.cj.pathFilter()),
    }),
  );
  const disconnect = useMutation(
    api.cj.disconnect.mutationOptions({
      onSuccess: async () => {
        setAsking(false);
        await queryClient.invalidateQueries(api.cj.pathFilter());
      },
    }),
  );
  const works = connection.status === "connected";
  return (
    <Card
      title={t("cj.account")}
      extra={
        <>
          <Button size="sm" busy={test.isPending} refused={refused} onClick={() => test.mutate()}>
            {t("cj.test")}
          </Button>
          <Button size="sm" look="danger" refused={refused} onClick={() => setAsking(true)}>
            {t("cj.disconnect")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {connection.reason ? <KnownReason code={connection.reason} onRetry={() => test.mutate()} /> : null}
        <div className="grid gap-6 sm:grid-cols-2">
          <Facts
            rows={[
              [
                t("cj.accountName"),
                <span key="account" className="font-medium">
                  {connection.accountLabel}
                </span>,
              ],
              [
                t("imports.column.state"),
                <Badge
                  key="state"
                  tone={works ? "good" : "bad"}
                  icon={works ? <Check size={12} aria-hidden /> : <TriangleAlert size={12} aria-hidden />}
                >
                  {t(works ? "cj.connected" : "cj.failing")}
                </Badge>,
              ],
              [t("cj.speed"), connection.qpsLimit],
              [
                t("cj.lastTested"),
                connection.lastTestedAt ? <RelativeTime key="tested" at={connection.lastTestedAt} /> : t("ext.never"),
              ],
              [t("cj.since"), <RelativeTime key="since" at={connection.connectedAt} />],
            ]}
          />
          <Meter
            label={t("cj.points")}
            hint={t("cj.pointsHint")}
            value={connection.pointsUsedToday}
            max={connection.pointsPerDay}
          />
        </div>
      </div>
      {asking ? (
        <Confirm
          title={t("cj.disconnectTitle")}
          action={t("cj.disconnect")}
          busy={disconnect.isPending}
          error={disconnect.error}
          onConfirm={() => disconnect.mutate()}
          onClose={() => setAsking(false)}
        >
          {t("cj.disconnectText")}
        </Confirm>
      ) : null}
    </Card>
  );
}
