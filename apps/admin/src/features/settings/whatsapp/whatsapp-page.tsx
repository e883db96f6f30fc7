import type { ChannelView } from "@nexusone/contracts/channels";
import { RelativeTime } from "@nexusone/ui/amounts";
import { buttonClass } from "@nexusone/ui/button";
import { Card, EmptyState } from "@nexusone/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronRight, MessageCircle, Plus } from "lucide-react";
import { AnswerOrCard } from "../../../app/states.tsx";
import { useT } from "../../../i18n/context.tsx";
import { useShop } from "../../../lib/shop.ts";
import { EnvironmentBadge } from "../../environment-badge.tsx";
import { ReadOnly } from "../read-only.tsx";
import { SettingsHeader } from "../settings-header.tsx";
import { BusinessCard } from "./business-card.tsx";
import { ChannelStateBadge, ChannelTroubles } from "./channel-state.tsx";

/** The shop's WhatsApp numbers and how it talks through them. */
export function WhatsAppPage() {
  const t = useT();
  const { api, slug, can } = useShop();
  const channels = useQuery(api.channels.list.queryOptions());
  const connect = (
    <Link to="/m/$slug/settings/whatsapp/connect" params={{ slug }} className={buttonClass({ look: "primary" })}>
      <Plus size={15} aria-hidden />
      {t("channels.connect")}
    </Link>
  );
  const some = (channels.data?.channels.length ?? 0) > 0;
  return (
    <>
      <SettingsHeader title="settings.whatsapp" action={some && can("channels:manage") ? connect : null} />
      <ReadOnly permission="channels:manage" />
      <AnswerOrCard query={channels} height="h-24">
        {({ channels: rows }) =>
          rows.length === 0 ? (
            <Card>
              <EmptyState
                compact
                icon={<MessageCircle size={18} aria-hidden />}
                title={t("channels.none")}
                action={can("channels:manage") ? connect : null}
              >
                {t("channels.noneText")}
              </EmptyState>
            </Card>
          ) : (
            <Card flush title={t("channels.list")} hint={t("channels.listHint")}>
              <ul className="divide-y divide-line">
                {rows.map((channel) => (
                  <Row key={channel.id} channel={channel} />
                ))}
              </ul>
            </Card>
          )
        }
      </AnswerOrCard>
      <BusinessCard />
    </>
  );
}

function Row({ channel }: { channel: ChannelView }) {
  const t = useT();
  const { slug } = useShop();
  const { id, label, displayPhone, externalId, provider, environment, heardAt, state } = channel;
  return (
    <li className="relative flex flex-col gap-2 px-4 py-3 hover:bg-hover">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <div className="min-w-0 flex-1 basis-48">
          <Link
            to="/m/$slug/settings/whatsapp/$channelId"
            params={{ slug, channelId: id }}
            className="block truncate font-medium text-ink after:absolute after:inset-0"
          >
            {label}
          </Link>
          <p className="truncate text-xs tabular-nums text-muted">
            {[displayPhone ?? externalId, t(`channels.provider.${provider}`)].join(" · ")}
          </p>
        </div>
        <EnvironmentBadge environment={environment} />
        <ChannelStateBadge channel={channel} />
        <span className="text-xs text-muted max-sm:hidden">
          {heardAt ? <RelativeTime at={heardAt} /> : state === "disconnected" ? null : t("channels.heardNever")}
        </span>
        <ChevronRight size={15} className="text-muted max-sm:hidden" aria-hidden />
      </div>
      <ChannelTroubles channel={channel} />
    </li>
  );
}
