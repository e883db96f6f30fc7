import { relativeText, RelativeTime } from "@nexusone/ui/amounts";
import { Badge } from "@nexusone/ui/badge";
import { Button } from "@nexusone/ui/button";
import { Card, EmptyState, Skeleton } from "@nexusone/ui/layout";
import { Table, Td, Th } from "@nexusone/ui/table";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { Confirm } from "../../../app/confirm.tsx";
import { Refused } from "../../../app/refused.tsx";
import { useI18n } from "../../../i18n/context.tsx";
import type { Outputs } from "../../../lib/api.ts";
import { useShop } from "../../../lib/shop.ts";
import { toastDone } from "../../../lib/toast.ts";
import { CreateKeyDialog } from "./create-key-dialog.tsx";

export type ApiKey = Outputs["apiKeys"]["list"][number];
const TONES = { active: "good", expired: "neutral", revoked: "bad", creator_left: "wait" } as const;

/** Which programs may act for this shop, with what rights, and the way to end them. */
export function KeysCard() {
  const { t } = useI18n();
  const { api } = useShop();
  const keys = useQuery(api.apiKeys.list.queryOptions());
  const [creating, setCreating] = useState(false);
  const [ending, setEnding] = useState<ApiKey>();
  const create = (
    <Button look="primary" size="sm" icon={<Plus size={14} aria-hidden />} onClick={() => setCreating(true)}>
      {t("api.create")}
    </Button>
  );
  return (
    <Card flush title={t("api.keys")} hint={t("api.keysHint")} extra={keys.data?.length ? create : undefined}>
      {keys.error ? (
        <div className="p-4">
          <Refused error={keys.error} onRetry={() => void keys.refetch()} />
        </div>
      ) : !keys.data ? (
        <div className="p-4">
          <Skeleton className="h-20 w-full" />
        </div>
      ) : keys.data.length === 0 ? (
        <EmptyState compact icon={<KeyRound size={18} aria-hidden />} title={t("api.keysEmpty")} action={create}>
          {t("api.keysEmptyText")}
        </EmptyState>
      ) : (
        <Table
          label={t("api.keys")}
          head={
            <>
              <Th>{t("api.column.key")}</Th>
              <Th>{t("imports.column.state")}</Th>
              <Th>{t("api.column.may")}</Th>
              <Th>{t("api.column.lastUsed")}</Th>
              <Th>
                <span className="sr-only">{t("common.actions")}</span>
              </Th>
            </>
          }
        >
          {keys.data.map((key) => (
            <KeyRow key={key.id} apiKey={key} onRevoke={() => setEnding(key)} />
          ))}
        </Table>
      )}
      {creating ? <CreateKeyDialog onClose={() => setCreating(false)} /> : null}
      {ending ? <Revoke apiKey={ending} onClose={() => setEnding(undefined)} /> : null}
    </Card>
  );
}

function KeyRow({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) {
  const { t, locale } = useI18n();
  const { name, prefix, status, scopes, allowedScopes, createdByName, expiresAt, lastUsedAt } = apiKey;
  const words = scopes.map((scope) => t(`api.scope.${scope}`));
  const narrowed = status === "active" && allowedScopes.length < scopes.length;
  return (
    <tr>
      <Td>
        <span className="block font-medium">{name}</span>
        <span className="block whitespace-nowrap text-xs text-muted">
          <code>{prefix}…</code> {t("api.by", { name: createdByName })}
        </span>
      </Td>
      <Td>
        <div className="flex flex-col items-start gap-1">
          <Badge tone={TONES[status]}>{t(`api.status.${status}`)}</Badge>
          {status === "active" ? (
            <span className="whitespace-nowrap text-xs text-muted">
              {expiresAt ? t("api.expires", { when: relativeText(expiresAt, Date.now(), locale) }) : t("api.noExpiry")}
            </span>
          ) : null}
        </div>
      </Td>
      <Td className="min-w-44 max-w-64">
        <details>
          <summary className="cursor-pointer whitespace-nowrap">{t("api.rights", { count: scopes.length })}</summary>
          <p className="mt-1 text-xs text-muted">{words.join(", ")}</p>
        </details>
        {narrowed ? (
          <p className="text-xs text-wait">
            {t("api.narrowed", { name: createdByName, count: allowedScopes.length, total: scopes.length })}
          </p>
        ) : null}
      </Td>
      <Td className="whitespace-nowrap text-muted">{lastUsedAt ? <RelativeTime at={lastUsedAt} /> : t("api.never")}</Td>
      <Td end>
        {status === "active" || status === "creator_left" ? (
          <Button size="sm" look="danger" onClick={onRevoke} aria-label={`${t("api.revoke")}: ${name}`}>
            {t("api.revoke")}
          </Button>
        ) : null}
      </Td>
    </tr>
  );
}

function Revoke({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { t } = useI18n();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const revoke = useMutation(
    api.apiKeys.revoke.mutationOptions({
      onSuccess: async () => {
        onClose();
        void toastDone(t("api.revoked"));
        await queryClient.invalidateQueries(api.apiKeys.pathFilter());
      },
    }),
  );
  return (
    <Confirm
      title={t("api.revokeTitle", { name: apiKey.name })}
      action={t("api.revokeAction")}
      busy={revoke.isPending}
      error={revoke.error}
      onConfirm={() => revoke.mutate({ keyId: apiKey.id })}
      onClose={onClose}
    >
      {t("api.revokeText")}
    </Confirm>
  );
}
