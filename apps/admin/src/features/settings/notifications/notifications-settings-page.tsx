import { useQuery } from "@tanstack/react-query";
import { AnswerOrCard } from "../../../app/states.tsx";
import { useShop } from "../../../lib/shop.ts";
import { SettingsHeader } from "../settings-header.tsx";
import { ChannelsCard } from "./channels-card.tsx";
import { HoursCard } from "./hours-card.tsx";
import { KindsCard } from "./kinds-card.tsx";

/** What one hears of, by which channel, and when not. One's own, in this shop. */
export function NotificationsSettingsPage() {
  const { api } = useShop();
  const settings = useQuery(api.notifications.getSettings.queryOptions());
  return (
    <>
      <SettingsHeader title="settings.notifications" />
      <AnswerOrCard query={settings} height="h-40">
        {(answer) => (
          <>
            <ChannelsCard settings={answer} />
            <KindsCard settings={answer} />
            <HoursCard settings={answer} />
          </>
        )}
      </AnswerOrCard>
    </>
  );
}
