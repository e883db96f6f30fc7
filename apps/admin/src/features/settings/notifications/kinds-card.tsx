import {
  CHANNELS,
  KINDS,
  kindOf,
  MODES,
  type Channel,
  type Mode,
  type NotificationKind,
} from "@nexusone/contracts/notification-kinds";
import { type NotificationSettingsView } from "@nexusone/contracts/notifications";
import { EVENTS } from "@nexusone/contracts/events";
import { Select } from "@nexusone/ui/field";
import { Card } from "@nexusone/ui/layout";
import { Table, Td, Th } from "@nexusone/ui/table";
import { Refused } from "../../../app/refused.tsx";
import { useI18n } from "../../../i18n/context.tsx";
import { useShop } from "../../../lib/shop.ts";
import { useSaveSettings } from "./use-save-settings.ts";

/** Each kind by each channel. The centre itself has everything. */
export function KindsCard({ settings }: { settings: NotificationSettingsView }) {
  const { t, locale } = useI18n();
  const { can, me } = useShop();
  const save = useSaveSettings();
  const ready = { email: true, slack: settings.slackConnected, sms: settings.smsAvailable && settings.phone !== null };
  // A channel without an address shows no choices; those made before wait for it.
  const channels = CHANNELS.filter((channel) => ready[channel]);
  const kinds = KINDS.filter((kind) => {
    const { event } = kindOf(kind);
    return event ? can(EVENTS[event].permission) : me.user.isPlatformAdmin;
  });
  const choose = (kind: NotificationKind, channel: Channel, mode: Mode): void =>
    save.mutate({ modes: { [kind]: { [channel]: mode } } });
  return (
    <Card flush title={t("notify.kinds")} hint={t("notify.kindsHint")}>
      <div className="px-4 pt-3 empty:hidden">
        <Refused error={save.error} />
      </div>
      <Table
        label={t("notify.kinds")}
        narrow={channels.length === 1}
        head={
          <>
            <Th>{t("notify.what")}</Th>
            {channels.map((channel) => (
              <Th key={channel}>{t(`notify.channel.${channel}`)}</Th>
            ))}
          </>
        }
      >
        {kinds.map((kind) => (
          <tr key={kind}>
            <Td className="min-w-48">{kindOf(kind).name[locale]}</Td>
            {channels.map((channel) => (
              <Td key={channel} className="min-w-32">
                <Select
                  hideLabel
                  label={`${kindOf(kind).name[locale]}: ${t(`notify.channel.${channel}`)}`}
                  value={(save.isPending && save.variables.modes?.[kind]?.[channel]) || settings.modes[kind][channel]}
                  onChange={(event) => choose(kind, channel, event.target.value as Mode)}
                >
                  {MODES.map((mode) => (
                    <option key={mode} value={mode}>
                      {t(`notify.mode.${mode}`)}
                    </option>
                  ))}
                </Select>
              </Td>
            ))}
          </tr>
        ))}
      </Table>
    </Card>
  );
}
