import { relativeText, Usd } from "@nexusone/ui/amounts";
import { Badge } from "@nexusone/ui/badge";
import { Button } from "@nexusone/ui/button";
import { Card } from "@nexusone/ui/layout";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ExternalLink } from "lucide-react";
import { KnownReason } from "../../app/known-reason.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { toastFailed } from "../../lib/toast.ts";
import { Thumb } from "../catalogue/thumb.tsx";

/** What was read from CJ's page without CJ's word for it. Marked as such, and never among the products. */
export function DraftsCard() {
  const { t, locale } = useI18n();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const refused = useRefusal("catalog:import");
  const drafts = useQuery(api.imports.listDrafts.queryOptions());
  const discard = useMutation(
    api.imports.discardDraft.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(api.imports.listDrafts.pathFilter()),
      onError: (error) => void toastFailed(error, t),
    }),
  );
  const open = drafts.data?.filter(({ state }) => state === "waiting" || state === "failed") ?? [];
  if (open.length === 0) return null;
  return (
    <Card flush title={t("imports.drafts")} hint={t("imports.draftsHint")}>
      <ul>
        {open.map((draft) => (
          <li
            key={draft.id}
            className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-2.5 last:border-b-0"
          >
            <Thumb url={draft.imageUrl} className="size-9" />
            <div className="min-w-0 flex-1 basis-56">
              <p className="truncate font-medium text-ink">
                {draft.name ?? t("imports.number", { id: draft.externalId })}
              </p>
              <div className="flex flex-wrap items-center gap-2 text-xs text-muted">
                <Badge tone="wait">{t("imports.draft.unverified")}</Badge>
                {draft.minUsd ? <Usd amount={draft.minUsd} /> : null}
                <span>{t("imports.draft.attempts", { count: draft.attempts })}</span>
                {draft.nextAttemptAt ? (
                  <span>
                    {t("imports.draft.next", { when: relativeText(draft.nextAttemptAt, Date.now(), locale) })}
                  </span>
                ) : null}
              </div>
              {draft.reason ? <KnownReason code={draft.reason} /> : null}
            </div>
            <a
              href={draft.url}
              target="_blank"
              rel="noreferrer"
              className="inline-flex items-center gap-1 text-xs font-medium text-accent-ink hover:underline"
            >
              {t("imports.draft.open")}
              <ExternalLink size={12} aria-hidden />
            </a>
            <Button
              size="sm"
              look="quiet"
              refused={refused}
              busy={discard.isPending && discard.variables.id === draft.id}
              onClick={() => discard.mutate({ id: draft.id })}
            >
              {t("imports.draft.discard")}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
