import { isListening, type WebhookView } from "@nexusone/contracts/webhooks";
import { instantText, relativeText, RelativeTime } from "@nexusone/ui/amounts";
import { buttonClass } from "@nexusone/ui/button";
import { Card, EmptyState, Facts, Skeleton } from "@nexusone/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Lock } from "lucide-react";
import { Refused } from "../../../app/refused.tsx";
import { NotFoundPage } from "../../../app/states.tsx";
import { useI18n } from "../../../i18n/context.tsx";
import { useRefusal, useShop } from "../../../lib/shop.ts";
import { SettingsHeader } from "../settings-header.tsx";
import { StateBadge } from "./badges.tsx";
import { DeliveriesCard } from "./deliveries-card.tsx";
import { EndpointActions } from "./endpoint-actions.tsx";
import { Failure } from "./failure.tsx";
import { SampleCard } from "./sample-card.tsx";

const route = getRouteApi("/m/$slug/settings/webhooks/$webhookId");

/** One endpoint: how it stands, what was sent to it, and everything one can do about it. */
export function WebhookPage() {
  const { t } = useI18n();
  const { webhookId } = route.useParams();
  const { api, slug, can } = useShop();
  const refused = useRefusal("webhooks:read");
  const webhooks = useQuery(api.webhooks.list.queryOptions(undefined, { enabled: can("webhooks:read") }));
  const webhook = webhooks.data?.find(({ id }) => id === webhookId);
  const back = (
    <Link to="/m/$slug/settings/webhooks" params={{ slug }} className={buttonClass()}>
      {t("webhooks.backToList")}
    </Link>
  );
  if (webhooks.data && !webhook) return <NotFoundPage />;
  return (
    <>
      <SettingsHeader
        title="settings.webhooks"
        badges={webhook ? <StateBadge state={webhook.state} /> : null}
        action={back}
      />
      {refused !== undefined ? (
        <EmptyState icon={<Lock size={18} aria-hidden />} title={refused} />
      ) : webhooks.error ? (
        <Refused error={webhooks.error} onRetry={() => void webhooks.refetch()} />
      ) : webhook ? (
        <>
          <Standing webhook={webhook} />
          {can("webhooks:manage") ? <DeliveriesCard webhook={webhook} /> : null}
          <SampleCard />
        </>
      ) : (
        <div role="status" aria-label={t("common.loading")}>
          <Skeleton className="h-40 w-full" />
        </div>
      )}
    </>
  );
}

function Standing({ webhook }: { webhook: WebhookView }) {
  const { t, locale } = useI18n();
  const since = (at: string): string => relativeText(at, Date.now(), locale);
  const number = new Intl.NumberFormat(locale);
  const older = webhook.secrets.find(({ expiresAt }) => expiresAt !== null)?.expiresAt;
  return (
    <Card title={<span className="break-all">{webhook.url}</span>} hint={webhook.description || undefined}>
      <div className="flex flex-col gap-4">
        {webhook.state === "failing" && webhook.failingSince ? (
          <div className="flex flex-col gap-1">
            <p className="text-wait">{t("webhooks.failingSince", { when: since(webhook.failingSince) })}</p>
            {webhook.lastReason ? <Failure code={webhook.lastReason} /> : null}
          </div>
        ) : null}
        {webhook.state === "disabled" && webhook.disabledAt ? (
          <div className="flex flex-col gap-1">
            <p className="text-bad">{t("webhooks.disabledSince", { when: since(webhook.disabledAt) })}</p>
            {webhook.disabledReason ? <Failure code={webhook.disabledReason} /> : null}
          </div>
        ) : null}
        <Facts
          rows={[
            [
              t("webhooks.events"),
              webhook.eventTypes.length === 0
                ? t("webhooks.eventsAll")
                : t("webhooks.eventsCount", { count: webhook.eventTypes.length }),
            ],
            [
              t("webhooks.lastDelivered"),
              webhook.lastDeliveredAt ? <RelativeTime at={webhook.lastDeliveredAt} /> : t("webhooks.never"),
            ],
            ...(isListening(webhook.state)
              ? ([[t("webhooks.waiting"), number.format(webhook.waiting)]] as const)
              : ([[t("webhooks.kept"), number.format(webhook.kept)]] as const)),
            [t("webhooks.failed"), number.format(webhook.failed)],
            [
              t("webhooks.secrets"),
              older
                ? `${webhook.secrets.length} (${t("webhooks.secretUntil", { when: instantText(older, locale, undefined) })})`
                : String(webhook.secrets.length),
            ],
          ]}
        />
        <EndpointActions webhook={webhook} />
      </div>
    </Card>
  );
}
