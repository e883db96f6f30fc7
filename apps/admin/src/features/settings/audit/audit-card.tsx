import type { ProductId } from "@nexusone/contracts/ids";
import { Card, EmptyState, Skeleton } from "@nexusone/ui/layout";
import { WhyTimeline } from "@nexusone/ui/why-timeline";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ScrollText } from "lucide-react";
import { LoadMore } from "../../../app/load-more.tsx";
import { FailedState } from "../../../app/states.tsx";
import { useI18n } from "../../../i18n/context.tsx";
import { useShop } from "../../../lib/shop.ts";
import { changesOf } from "./audit-changes.ts";
import { AuditFilter } from "./audit-filter.tsx";
import { auditQuery, isFiltered, type AuditSearch } from "./audit-search.ts";
import { actorOf, sentenceOf, type AuditEntry } from "./audit-sentence.ts";

/** The entries, newest first: who did what to which thing, and what it was before. */
export function AuditCard({ search }: { search: AuditSearch }) {
  const { t, locale } = useI18n();
  const { api } = useShop();
  const list = useInfiniteQuery(auditQuery(api, search));
  const settings = useQuery(api.merchants.getSettings.queryOptions());
  const entries = list.data?.pages.flatMap((page) => page.items) ?? [];
  const currency = settings.data?.currency;
  const error = list.error ?? settings.error;
  return (
    <Card flush title={t("audit.title")} hint={t("audit.hint")}>
      <AuditFilter search={search} />
      {error && entries.length === 0 ? (
        <FailedState compact error={error} onRetry={() => void Promise.all([list.refetch(), settings.refetch()])} />
      ) : list.isPending || currency === undefined ? (
        <div className="flex flex-col gap-3 p-4" role="status" aria-label={t("common.loading")}>
          {[0, 1, 2, 3].map((row) => (
            <Skeleton key={row} className="h-10 w-full" />
          ))}
        </div>
      ) : entries.length === 0 ? (
        <EmptyState compact icon={<ScrollText size={18} aria-hidden />} title={t("audit.empty")}>
          {t(isFiltered(search) ? "audit.emptyFilter" : "audit.emptyText")}
        </EmptyState>
      ) : (
        <>
          <div className="p-4">
            <WhyTimeline
              entries={entries.map((entry) => ({
                id: entry.id,
                at: entry.at,
                actorKind: entry.actor.kind,
                actor: actorOf(entry, t),
                sentence: sentenceOf(entry, t),
                changes: changesOf(entry, { t, locale, currency }),
                cause: <Ways entry={entry} search={search} />,
              }))}
            />
          </div>
          <LoadMore list={list} />
        </>
      )}
    </Card>
  );
}

const PLACES = {
  api_keys: "/m/$slug/settings/api",
  chrome_extension_sessions: "/m/$slug/settings/extension",
  cj_connections: "/m/$slug/settings/cj",
  credit_entries: "/m/$slug/settings/plan",
  fulfilment_settings: "/m/$slug/inventory/settings",
  fx_rates: "/m/$slug/settings/general",
  inventory_settings: "/m/$slug/inventory/settings",
  invitations: "/m/$slug/settings/team",
  memberships: "/m/$slug/settings/team",
  merchant_plans: "/m/$slug/settings/plan",
  merchants: "/m/$slug/settings/general",
  notification_settings: "/m/$slug/settings/notifications",
  order_link_settings: "/m/$slug/orders/links",
  payments: "/m/$slug/earnings",
  suppressions: "/m/$slug/customers",
  webhook_secrets: "/m/$slug/settings/webhooks",
  webhooks: "/m/$slug/settings/webhooks",
} as const;
type Place = (typeof PLACES)[keyof typeof PLACES];

/** To the thing, and to everything else that was done to it. */
function Ways({ entry, search }: { entry: AuditEntry; search: AuditSearch }) {
  const { t } = useI18n();
  const { slug } = useShop();
  const { productId } = entry.subject;
  const place = (PLACES as Readonly<Record<string, Place | undefined>>)[entry.table];
  const look =
    "touch-target inline-flex items-center underline decoration-line-strong underline-offset-2 hover:text-ink";
  return (
    <span className="inline-flex flex-wrap gap-x-3">
      {productId ? (
        <Link to="/m/$slug/catalogue/$productId" params={{ slug, productId: productId as ProductId }} className={look}>
          {t("audit.open")}
        </Link>
      ) : place ? (
        <Link to={place} params={{ slug }} className={look}>
          {t("audit.open")}
        </Link>
      ) : null}
      {search.rowId === undefined && entry.table !== "events" ? (
        <Link to="/m/$slug/settings/audit" params={{ slug }} search={{ rowId: entry.rowId }} className={look}>
          {t("audit.only")}
        </Link>
      ) : null}
    </span>
  );
}
