import type { ExtensionSessionId } from "@nexusone/contracts/ids";
import { relativeText, RelativeTime } from "@nexusone/ui/amounts";
import { Badge } from "@nexusone/ui/badge";
import { Button } from "@nexusone/ui/button";
import { Card, Skeleton } from "@nexusone/ui/layout";
import { Table, Td, Th } from "@nexusone/ui/table";
import { useMutation, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import { Confirm } from "../../../app/confirm.tsx";
import { KnownReason } from "../../../app/known-reason.tsx";
import { Refused } from "../../../app/refused.tsx";
import { useI18n } from "../../../i18n/context.tsx";
import type { Outputs } from "../../../lib/api.ts";
import { useShop } from "../../../lib/shop.ts";
import { toastDone } from "../../../lib/toast.ts";

type Session = Outputs["extension"]["listSessions"][number];
const TONES = { active: "good", expired: "neutral", revoked: "neutral" } as const;

/** Which browsers may act for this shop, what they did, and the way to end them. */
export function SessionsCard({
  sessions,
}: {
  sessions: Pick<UseQueryResult<Session[], unknown>, "data" | "error" | "refetch">;
}) {
  const { t } = useI18n();
  const [ending, setEnding] = useState<Session | "all">();
  // Those that may act come first.
  const rows = (sessions.data ?? []).toSorted((a, b) => Number(b.status === "active") - Number(a.status === "active"));
  const active = rows.filter(({ status }) => status === "active");
  return (
    <Card
      flush
      title={t("ext.sessions")}
      extra={
        active.length > 1 ? (
          <Button size="sm" look="danger" onClick={() => setEnding("all")}>
            {t("ext.revokeAll")}
          </Button>
        ) : undefined
      }
    >
      {sessions.error ? (
        <div className="p-4">
          <Refused error={sessions.error} onRetry={() => void sessions.refetch()} />
        </div>
      ) : !sessions.data ? (
        <div className="p-4">
          <Skeleton className="h-20 w-full" />
        </div>
      ) : rows.length === 0 ? (
        <p className="p-4 text-muted">{t("ext.sessionsEmpty")}</p>
      ) : (
        <Table
          narrow
          label={t("ext.sessions")}
          head={
            <>
              <Th>{t("ext.column.browser")}</Th>
              <Th className="max-md:hidden">{t("imports.column.state")}</Th>
              <Th className="max-md:hidden">{t("ext.column.lastUsed")}</Th>
              <Th end className="max-md:hidden">
                {t("ext.column.imports")}
              </Th>
              <Th>
                <span className="sr-only">{t("common.actions")}</span>
              </Th>
            </>
          }
        >
          {rows.map((session) => (
            <SessionRow key={session.id} session={session} onRevoke={() => setEnding(session)} />
          ))}
        </Table>
      )}
      {ending ? <Revoke ending={ending} count={active.length} onClose={() => setEnding(undefined)} /> : null}
    </Card>
  );
}

function SessionRow({ session, onRevoke }: { session: Session; onRevoke: () => void }) {
  const { t, locale } = useI18n();
  const active = session.status === "active";
  const state = (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <Badge tone={TONES[session.status]}>{t(`ext.status.${session.status}`)}</Badge>
      {active ? (
        <span className="text-xs text-muted">
          {t("ext.expires", { when: relativeText(session.expiresAt, Date.now(), locale) })}
        </span>
      ) : session.revokedReason === "extension.refresh_reused" ? (
        <KnownReason code={session.revokedReason} />
      ) : null}
    </div>
  );
  return (
    <tr>
      <Td>
        <span className="block font-medium">{session.name}</span>
        <div className="my-1 md:hidden">{state}</div>
        <span className="block text-xs text-muted">
          {session.browser} · {session.userName}
        </span>
        {active ? (
          <span className="block text-xs text-muted">
            {t("common.pair", {
              name: t("ext.column.may"),
              value: session.scopes.map((scope) => t(`ext.scope.${scope}`)).join(", "),
            })}
          </span>
        ) : null}
        <span className="block text-xs text-muted md:hidden">
          {t("ext.usedOnPhone", { count: session.importCount })}
          {session.lastUsedAt ? (
            <>
              {" · "}
              <RelativeTime at={session.lastUsedAt} />
            </>
          ) : null}
        </span>
      </Td>
      <Td className="max-w-72 max-md:hidden">{state}</Td>
      <Td className="whitespace-nowrap text-muted max-md:hidden">
        {session.lastUsedAt ? <RelativeTime at={session.lastUsedAt} /> : t("ext.never")}
      </Td>
      <Td end className="max-md:hidden">
        {new Intl.NumberFormat(locale).format(session.importCount)}
      </Td>
      <Td end>
        {active ? (
          <Button
            size="sm"
            look="danger"
            onClick={onRevoke}
            aria-label={t("common.pair", { name: t("ext.revoke"), value: session.name })}
          >
            {t("ext.revoke")}
          </Button>
        ) : null}
      </Td>
    </tr>
  );
}

function Revoke({ ending, count, onClose }: { ending: Session | "all"; count: number; onClose: () => void }) {
  const { t } = useI18n();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const onSuccess = async (): Promise<void> => {
    onClose();
    void toastDone(t("ext.revoked"));
    await queryClient.invalidateQueries(api.extension.listSessions.pathFilter());
  };
  const one = useMutation(api.extension.revokeSession.mutationOptions({ onSuccess }));
  const all = useMutation(api.extension.revokeAllSessions.mutationOptions({ onSuccess }));
  if (ending === "all") {
    return (
      <Confirm
        title={t("ext.revokeAllTitle")}
        action={t("ext.revokeAllAction", { count })}
        busy={all.isPending}
        error={all.error}
        onConfirm={() => all.mutate()}
        onClose={onClose}
      >
        {t("ext.revokeAllText")}
      </Confirm>
    );
  }
  return (
    <Confirm
      title={t("ext.revokeTitle", { name: ending.name })}
      action={t("ext.revokeAction")}
      busy={one.isPending}
      error={one.error}
      onConfirm={() => one.mutate({ sessionId: ending.id as ExtensionSessionId })}
      onClose={onClose}
    >
      {t("ext.revokeText")}
    </Confirm>
  );
}
