import type { Channel } from "@nexusone/contracts/notification-kinds";
import type { NotificationSettingsView } from "@nexusone/contracts/notifications";
import { Badge } from "@nexusone/ui/badge";
import { Button } from "@nexusone/ui/button";
import { Input } from "@nexusone/ui/field";
import { Card } from "@nexusone/ui/layout";
import { useMutation } from "@tanstack/react-query";
import { Check, Hash, type LucideIcon, Mail, MessageSquare } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Refused } from "../../../app/refused.tsx";
import { useT } from "../../../i18n/context.tsx";
import { useShop } from "../../../lib/shop.ts";
import { toastDone } from "../../../lib/toast.ts";
import { useSaveSettings } from "./use-save-settings.ts";

/** The addresses messages go to, each with a way to try it. */
export function ChannelsCard({ settings }: { settings: NotificationSettingsView }) {
  const t = useT();
  return (
    <Card flush title={t("notify.channels")} hint={t("notify.channelsHint")}>
      <ChannelRow channel="email" icon={Mail} ready hint={settings.email} />
      <SlackRow connected={settings.slackConnected} />
      <PhoneRow phone={settings.phone} available={settings.smsAvailable} />
    </Card>
  );
}

type RowProps = {
  channel: Channel;
  icon: LucideIcon;
  ready: boolean;
  hint: ReactNode;
  extra?: ReactNode;
  children?: ReactNode;
};

function ChannelRow({ channel, icon: Icon, ready, hint, extra, children }: RowProps) {
  const t = useT();
  const { api } = useShop();
  const test = useMutation(
    api.notifications.testChannel.mutationOptions({ onSuccess: () => void toastDone(t("notify.testSent")) }),
  );
  return (
    <div className="flex flex-col gap-3 border-b border-line p-4 last:border-b-0">
      <div className="flex flex-wrap items-center gap-3">
        <Icon size={18} className="shrink-0 text-muted" aria-hidden />
        <div className="min-w-0 flex-1">
          <p className="flex flex-wrap items-center gap-2 text-sm font-medium text-ink">
            {t(`notify.channel.${channel}`)}
            {ready ? (
              <Badge tone="good" icon={<Check size={12} aria-hidden />}>
                {t("notify.ready")}
              </Badge>
            ) : null}
          </p>
          <p className="text-xs text-muted [overflow-wrap:anywhere]">{hint}</p>
        </div>
        {ready ? (
          <Button size="sm" busy={test.isPending} onClick={() => test.mutate({ channel })}>
            {t("notify.test")}
          </Button>
        ) : null}
        {extra}
      </div>
      {children}
      <div className="empty:hidden">
        <Refused error={test.error} />
      </div>
    </div>
  );
}

function SlackRow({ connected }: { connected: boolean }) {
  const t = useT();
  const save = useSaveSettings();
  const [url, setUrl] = useState("");
  return (
    <ChannelRow
      channel="slack"
      icon={Hash}
      ready={connected}
      hint={t(connected ? "notify.slackConnected" : "notify.slackHint")}
      extra={
        connected ? (
          <Button size="sm" look="danger" busy={save.isPending} onClick={() => save.mutate({ slackUrl: null })}>
            {t("notify.disconnect")}
          </Button>
        ) : null
      }
    >
      {connected ? null : (
        <form
          className="flex items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate({ slackUrl: url.trim() }, { onSuccess: () => setUrl("") });
          }}
        >
          <Input
            label={t("notify.slackUrl")}
            type="url"
            className="flex-1"
            placeholder="https://hooks.slack.com/services/…"
            autoComplete="off"
            required
            value={url}
            onChange={(event) => setUrl(event.target.value)}
          />
          <Button type="submit" busy={save.isPending} disabled={url.trim() === ""}>
            {t("notify.connect")}
          </Button>
        </form>
      )}
      <div className="empty:hidden">
        <Refused error={save.error} />
      </div>
    </ChannelRow>
  );
}

function PhoneRow({ phone, available }: { phone: string | null; available: boolean }) {
  const t = useT();
  const save = useSaveSettings();
  const [number, setNumber] = useState(phone ?? "");
  const compact = number.replace(/[\s().-]/g, "");
  const invalid = compact !== "" && !/^\+[1-9]\d{6,14}$/.test(compact);
  return (
    <ChannelRow
      channel="sms"
      icon={MessageSquare}
      ready={available && phone !== null}
      hint={t(available ? "notify.smsHint" : "notify.smsUnavailable")}
    >
      {available ? (
        <form
          className="flex items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (!invalid) save.mutate({ phone: compact === "" ? null : compact });
          }}
        >
          <Input
            label={t("notify.phone")}
            type="tel"
            autoComplete="tel"
            className="flex-1"
            placeholder="+33 6 12 34 56 78"
            value={number}
            error={invalid ? t("form.phone") : undefined}
            onChange={(event) => setNumber(event.target.value)}
          />
          <Button type="submit" busy={save.isPending} disabled={invalid || compact === (phone ?? "")}>
            {t("common.save")}
          </Button>
        </form>
      ) : null}
      <div className="empty:hidden">
        <Refused error={save.error} />
      </div>
    </ChannelRow>
  );
}
