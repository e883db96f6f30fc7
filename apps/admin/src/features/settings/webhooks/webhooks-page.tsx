import { RelativeTime } from "@nexusone/ui/amounts";
import { Button } from "@nexusone/ui/button";
import { Card, EmptyState, Skeleton } from "@nexusone/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Lock, Webhook } from "lucide-react";
import { useState } from "react";
import { Refused } from "../../../app/refused.tsx";
import { useT } from "../../../i18n/context.tsx";
import type { Outputs } from "../../../lib/api.ts";
import { useRefusal, useShop } from "../../../lib/shop.ts";
import { SettingsHeader } from "../settings-header.tsx";
import { StateBadge } from "./badges.tsx";
import { EndpointDialog } from "./endpoint-dialog.tsx";
import { SampleCard } from "./sample-card.tsx";

type Endpoint = Outputs["webhooks"]["list"][number];

/** Where this shop's events are sent, and how that goes. */
export function WebhooksPage() {
  const t = useT();
  const { api, can } = useShop();
  const refused = useRefusal("webhooks:read");
  const [adding, setAdding] = useState(false);
  const webhooks = useQuery(api.webhooks.list.queryOptions(undefined, { enabled: can("webhooks:read") }));
  const add = (
    <Button look="primary" refused={useRefusal("webhooks:manage")} onClick={() => setAdding(true)}>
      {t("webhooks.new")}
    </Button>
  );
  if (refused !== undefined) {
    return (
      <>
        <SettingsHeader title="settings.webhooks" />
        <EmptyState icon={<Lock size={18} aria-hidden />} title={refused} />
      </>
    );
  }
  const none = webhooks.data?.length === 0;
  return (
    <>
      <SettingsHeader title="settings.webhooks" action={none ? undefined : add} />
      {webhooks.error ? (
        <Refused error={webhooks.error} onRetry={() => void webhooks.refetch()} />
      ) : none ? (
        <>
          <EmptyState compact icon={<Webhook size={18} aria-hidden />} title={t("webhooks.empty")} action={add}>
            {t("webhooks.emptyText")}
          </EmptyState>
          <SampleCard />
        </>
      ) : (
        <Card flush title={t("webhooks.endpoints")} hint={t("webhooks.endpointsHint")}>
          {webhooks.data ? (
            <ul className="divide-y divide-line">
              {webhooks.data.map((webhook) => (
                <EndpointRow key={webhook.id} webhook={webhook} />
              ))}
            </ul>
          ) : (
            <div className="p-4" role="status" aria-label={t("common.loading")}>
              <Skeleton className="h-20 w-full" />
            </div>
          )}
        </Card>
      )}
      {adding ? <EndpointDialog onClose={() => setAdding(false)} /> : null}
    </>
  );
}

function EndpointRow({ webhook }: { webhook: Endpoint }) {
  const t = useT();
  const { slug } = useShop();
  const types = webhook.eventTypes.length;
  const figures = [
    [t("webhooks.waiting"), webhook.waiting],
    [t("webhooks.kept"), webhook.kept],
    [t("webhooks.failed"), webhook.failed],
  ] as const;
  return (
    <li>
      <Link
        to="/m/$slug/settings/webhooks/$webhookId"
        params={{ slug, webhookId: webhook.id }}
        className="touch-target flex flex-col gap-1 px-4 py-3 hover:bg-hover"
      >
        <span className="flex flex-wrap items-center gap-2">
          <span className="min-w-0 break-all font-medium text-ink">{webhook.url}</span>
          <StateBadge state={webhook.state} />
        </span>
        <span className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
          {webhook.description ? <span>{webhook.description}</span> : null}
          <span>{types === 0 ? t("webhooks.eventsAll") : t("webhooks.eventsCount", { count: types })}</span>
          <span>
            {t("webhooks.lastDelivered")}:{" "}
            {webhook.lastDeliveredAt ? <RelativeTime at={webhook.lastDeliveredAt} /> : t("webhooks.never")}
          </span>
          {figures.map(([label, count]) =>
            count > 0 ? (
              <span key={label} className="tabular-nums">
                {label}: {count >= 1_000 ? "1000+" : count}
              </span>
            ) : null,
          )}
        </span>
      </Link>
    </li>
  );
}
