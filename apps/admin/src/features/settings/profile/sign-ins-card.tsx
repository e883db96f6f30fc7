import { RelativeTime } from "@nexusone/ui/amounts";
import { Badge } from "@nexusone/ui/badge";
import { Button } from "@nexusone/ui/button";
import { Card } from "@nexusone/ui/layout";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Monitor, Smartphone } from "lucide-react";
import { useState } from "react";
import { Confirm } from "../../../app/confirm.tsx";
import { useT } from "../../../i18n/context.tsx";
import { leave } from "../../../lib/offline/forget-kept.ts";
import { useShop } from "../../../lib/shop.ts";
import { toastFailed } from "../../../lib/toast.ts";
import { deviceName } from "./device-name.ts";

export function SignInsCard() {
  const t = useT();
  const { person } = useShop();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const { data: sessions } = useSuspenseQuery(person.identity.listSessions.queryOptions());
  const end = useMutation(
    person.identity.revokeSession.mutationOptions({
      onError: (error) => void toastFailed(error, t),
      onSettled: () => queryClient.invalidateQueries(person.identity.listSessions.pathFilter()),
    }),
  );
  const everywhere = useMutation(person.identity.signOutEverywhere.mutationOptions({ onSuccess: leave }));
  return (
    <Card
      flush
      title={t("profile.sessions")}
      hint={t("profile.sessionsHint")}
      extra={
        <Button size="sm" look="danger" onClick={() => setAsking(true)}>
          {t("profile.endAll")}
        </Button>
      }
    >
      <ul>
        {sessions.map((session) => {
          const Icon = /Mobile|Android|iPhone/.test(session.userAgent) ? Smartphone : Monitor;
          return (
            <li
              key={session.id}
              className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-2.5 last:border-b-0"
            >
              <Icon size={16} className="text-muted" aria-hidden />
              <div className="min-w-0 flex-1 basis-48">
                <p className="flex items-center gap-2 font-medium text-ink" title={session.userAgent}>
                  {deviceName(session.userAgent)}
                  {session.current ? <Badge tone="good">{t("profile.thisDevice")}</Badge> : null}
                </p>
                <p className="text-xs text-muted">
                  {session.address} · {t("profile.lastUsed")} <RelativeTime at={session.lastUsedAt} />
                </p>
              </div>
              {session.current ? null : (
                <Button
                  size="sm"
                  look="quiet"
                  busy={end.isPending && end.variables.sessionId === session.id}
                  onClick={() => end.mutate({ sessionId: session.id })}
                >
                  {t("profile.end")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {asking ? (
        <Confirm
          title={t("profile.endAllTitle")}
          action={t("profile.endAll")}
          busy={everywhere.isPending}
          error={everywhere.error}
          onConfirm={() => everywhere.mutate()}
          onClose={() => setAsking(false)}
        >
          {t("profile.endAllText")}
        </Confirm>
      ) : null}
    </Card>
  );
}
