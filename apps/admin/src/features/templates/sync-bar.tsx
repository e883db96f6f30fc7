import { TEMPLATES_AN_ACCOUNT } from "@nexusone/contracts/template-terms";
import { RelativeTime } from "@nexusone/ui/amounts";
import { Button, buttonClass } from "@nexusone/ui/button";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { RefreshCw } from "lucide-react";
import { KnownReason } from "../../app/known-reason.tsx";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useRefusal, useShop } from "../../lib/shop.ts";

type Account = Outputs["templates"]["options"]["accounts"][number];
type Result = Outputs["templates"]["sync"]["accounts"][number];

/** The accounts at Meta, how full they are, when they were last read, and a reading now with what it brought. */
export function SyncBar({ accounts }: { accounts: readonly Account[] | undefined }) {
  const t = useT();
  const { api, slug } = useShop();
  const queryClient = useQueryClient();
  const refused = useRefusal("templates:manage");
  const sync = useMutation(
    api.templates.sync.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(api.templates.pathFilter()),
    }),
  );
  if (!accounts) return null;
  if (accounts.length === 0)
    return (
      <div className="flex flex-wrap items-center justify-between gap-3 rounded-md border border-line bg-sunken px-4 py-2 text-sm">
        <p className="min-w-0 flex-1 basis-60 text-soft">{t("templates.noAccount")}</p>
        <Link to="/m/$slug/settings/whatsapp" params={{ slug }} className={buttonClass({ size: "sm" })}>
          {t("templates.connect")}
        </Link>
      </div>
    );
  const results = sync.data?.accounts ?? [];
  return (
    <section
      aria-label={t("templates.accounts")}
      className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-md border border-line bg-surface px-4 py-2 text-sm"
    >
      <ul className="flex min-w-0 flex-1 basis-60 flex-col gap-1">
        {accounts.map((account) => (
          <li key={account.accountId} className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className="font-medium text-ink">{account.label}</span>
            <span className="tabular-nums text-muted">
              {t("templates.filled", { count: account.templates, most: TEMPLATES_AN_ACCOUNT })}
            </span>
            {account.syncedAt ? (
              <span className="text-xs text-muted">
                {t("templates.synced")} <RelativeTime at={account.syncedAt} />
              </span>
            ) : null}
            <SyncResult
              result={results.find(({ accountId }) => accountId === account.accountId)}
              stored={account.reason}
            />
          </li>
        ))}
      </ul>
      <Button
        icon={<RefreshCw size={15} aria-hidden />}
        busy={sync.isPending}
        refused={refused}
        onClick={() => sync.mutate()}
      >
        {t("templates.syncNow")}
      </Button>
      <span className="basis-full empty:hidden">
        <Refused error={sync.error} onRetry={() => sync.mutate()} />
      </span>
    </section>
  );
}

function SyncResult({ result, stored }: { result: Result | undefined; stored: string | null }) {
  const t = useT();
  const reason = result ? result.reason : stored;
  if (reason !== null)
    return (
      <span className="basis-full">
        <KnownReason code={reason} />
      </span>
    );
  if (!result) return null;
  const { seen, added, changed, removed } = result;
  return (
    <span role="status" className="text-xs text-good">
      {t("templates.syncResult", { seen: seen ?? 0, added, changed, removed })}
    </span>
  );
}
