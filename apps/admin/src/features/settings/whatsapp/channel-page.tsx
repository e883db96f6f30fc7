import type { ChannelDetails } from "@nexusone/contracts/channels";
import type { ReasonCode } from "@nexusone/contracts/reasons";
import { RelativeTime } from "@nexusone/ui/amounts";
import { Button, buttonClass } from "@nexusone/ui/button";
import { Card, Facts } from "@nexusone/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { AnswerOrCard } from "../../../app/states.tsx";
import { useI18n } from "../../../i18n/context.tsx";
import { useRefusal, useShop } from "../../../lib/shop.ts";
import { EnvironmentBadge } from "../../environment-badge.tsx";
import { ReadOnly } from "../read-only.tsx";
import { SettingsHeader } from "../settings-header.tsx";
import { AddressCard } from "./address-card.tsx";
import { AnswersCard } from "./answers-card.tsx";
import { AppCard } from "./app-card.tsx";
import { ChannelActions, useCheck, type ChannelQuestion } from "./channel-actions.tsx";
import { ChannelStateBadge, ChannelTroubles, QualityBadge } from "./channel-state.tsx";
import { FirstStepsCard } from "./first-steps-card.tsx";

const route = getRouteApi("/m/$slug/settings/whatsapp/$channelId");

const WAITING_MS = 4_000;

/** One number: how it stands, what is left of its set-up, and everything one can do about it. */
export function ChannelPage() {
  const { t } = useI18n();
  const { channelId } = route.useParams();
  const { api, slug } = useShop();
  const channel = useQuery(
    api.channels.get.queryOptions(
      { id: channelId },
      // That something came in has no event of its own: whoever waits for the first message looks now and then.
      { refetchInterval: ({ state }) => (state.data?.heardAt === null ? WAITING_MS : false) },
    ),
  );
  const back = (
    <Link to="/m/$slug/settings/whatsapp" params={{ slug }} className={buttonClass()}>
      {t("channels.backToList")}
    </Link>
  );
  return (
    <>
      <SettingsHeader
        title="settings.whatsapp"
        badges={
          channel.data ? (
            <>
              <EnvironmentBadge environment={channel.data.environment} />
              <ChannelStateBadge channel={channel.data} />
            </>
          ) : null
        }
        action={back}
      />
      <ReadOnly permission="channels:manage" />
      <AnswerOrCard query={channel} height="h-40">
        {(found) => (
          <>
            <StandingCard channel={found} />
            {found.state === "disconnected" ? null : (
              <>
                <FirstStepsCard channel={found} />
                <AnswersCard channel={found} />
                <AddressCard channel={found} />
                {found.app ? <AppCard channel={found} app={found.app} /> : null}
              </>
            )}
          </>
        )}
      </AnswerOrCard>
    </>
  );
}

/** What another token puts right. */
const BY_TOKEN = new Set<ReasonCode>(["channels.token_dead", "channels.not_permitted"]);

function StandingCard({ channel }: { channel: ChannelDetails }) {
  const { t, locale } = useI18n();
  const check = useCheck(channel.id);
  const [asking, setAsking] = useState<ChannelQuestion>();
  const refused = useRefusal("channels:manage");
  const { displayPhone, displayName, provider, externalId, accountId, dailyLimit, checkedAt, connectedAt } = channel;
  const limit =
    dailyLimit === null
      ? t("channels.limitUnknown")
      : dailyLimit < 0
        ? t("channels.limitNone")
        : t("channels.limitPeople", { count: new Intl.NumberFormat(locale).format(dailyLimit) });
  const isMeta = provider === "cloud_api";
  const helpFor = (code: ReasonCode) =>
    BY_TOKEN.has(code) ? (
      <Button size="sm" refused={refused} onClick={() => setAsking("token")}>
        {t("channels.newTokenTitle")}
      </Button>
    ) : (
      <Button size="sm" busy={check.isPending} refused={refused} onClick={() => check.mutate({ id: channel.id })}>
        {t("channels.check")}
      </Button>
    );
  return (
    <Card title={channel.label} hint={displayPhone ? <span className="tabular-nums">{displayPhone}</span> : undefined}>
      <div className="flex flex-col gap-4">
        <div className="empty:hidden">
          <ChannelTroubles channel={channel} helpFor={helpFor} />
        </div>
        <div className="grid gap-6 sm:grid-cols-2">
          <Facts
            rows={[
              [t("channels.provider"), t(`channels.provider.${provider}`)],
              ...(displayName ? [[t("channels.displayName"), displayName] as const] : []),
              [
                t(isMeta ? "channels.phoneNumberId" : "channels.channelId"),
                <code key="id" className="break-all text-xs">
                  {externalId}
                </code>,
              ],
              ...(accountId
                ? [
                    [
                      t("channels.account"),
                      <code key="account" className="break-all text-xs">
                        {accountId}
                      </code>,
                    ] as const,
                  ]
                : []),
            ]}
          />
          <Facts
            rows={[
              ...(isMeta
                ? [
                    [t("channels.quality"), <QualityBadge key="quality" quality={channel.quality} />] as const,
                    [t("channels.limit"), limit] as const,
                  ]
                : []),
              [t("channels.checked"), checkedAt ? <RelativeTime key="checked" at={checkedAt} /> : t("channels.never")],
              [t("channels.since"), <RelativeTime key="since" at={connectedAt} />],
            ]}
          />
        </div>
        <div className="flex flex-wrap gap-2">
          <ChannelActions channel={channel} check={check} asking={asking} onAsk={setAsking} />
        </div>
      </div>
    </Card>
  );
}
