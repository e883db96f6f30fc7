import { Card } from "@nexusone/ui/layout";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useT } from "../../../i18n/context.tsx";
import { useShop } from "../../../lib/shop.ts";
import { EnvironmentBadge } from "../../environment-badge.tsx";
import { ReadOnly } from "../read-only.tsx";
import { SettingsHeader } from "../settings-header.tsx";
import { CallsCard } from "./calls-card.tsx";
import { ConnectForm } from "./connect-form.tsx";
import { ConnectionCard } from "./connection-card.tsx";
import { MessagesCard } from "./messages-card.tsx";
import { WebhookCard } from "./webhook-card.tsx";

export function CjPage() {
  const t = useT();
  const { api } = useShop();
  const { data } = useSuspenseQuery(api.cj.getStatus.queryOptions());
  const { connection, allowed } = data;
  return (
    <>
      <SettingsHeader
        title="settings.cj"
        badges={connection ? <EnvironmentBadge environment={connection.environment} /> : null}
      />
      <ReadOnly permission="cj:manage" />
      {connection ? (
        <ConnectionCard connection={connection} />
      ) : (
        <Card title={t("cj.none")} hint={t("cj.noneText")}>
          <ConnectForm allowed={allowed} />
        </Card>
      )}
      {connection ? (
        <>
          <WebhookCard />
          <MessagesCard />
        </>
      ) : null}
      <CallsCard connected={connection !== null} />
    </>
  );
}
