import { Card, Skeleton } from "@nexusone/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { FailedState } from "../../../app/states.tsx";
import { useT } from "../../../i18n/context.tsx";
import { useShop } from "../../../lib/shop.ts";
import { SettingsHeader } from "../settings-header.tsx";
import { ChannelsCard } from "./channels-card.tsx";
import { HoursCard } from "./hours-card.tsx";
import { KindsCard } from "./kinds-card.tsx";

/** What one hears of, by which channel, and when not. One's own, in this shop. */
export function NotificationsSettingsPage() {
  const t = useT();
  const { api } = useShop();
  const settings = useQuery(api.notifications.getSettings.queryOptions());
  return (
    <>
      <SettingsHeader title="settings.notifications" />
      {settings.isPending ? (
        <Card>
          <div role="status" aria-label={t("common.loading")}>
            <Skeleton className="h-40 w-full" />
          </div>
        </Card>
      ) : settings.isError ? (
        <Card>
          <FailedState compact error={settings.error} onRetry={() => void settings.refetch()} />
        </Card>
      ) : (
        <>
          <ChannelsCard settings={settings.data} />
          <KindsCard settings={settings.data} />
          <HoursCard settings={settings.data} />
        </>
      )}
    </>
  );
}
