import { ENTITLEMENTS } from "@nexusone/contracts/plans";
import { buttonClass } from "@nexusone/ui/button";
import { EmptyState } from "@nexusone/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Crown, Lock } from "lucide-react";
import { useT } from "../../../i18n/context.tsx";
import { useRefusal, useShop } from "../../../lib/shop.ts";
import { SettingsHeader } from "../settings-header.tsx";
import { askPresence } from "./reach-extension.ts";
import { PairCard } from "./pair-card.tsx";
import { SessionsCard } from "./sessions-card.tsx";
import { StepsCard } from "./steps-card.tsx";

export function ExtensionPage() {
  const t = useT();
  const { api, slug, membership, can } = useShop();
  const refused = useRefusal("extension:use");
  const sessions = useQuery(api.extension.listSessions.queryOptions(undefined, { enabled: can("extension:use") }));
  const presence = useQuery({ queryKey: ["extension-presence"], queryFn: async () => (await askPresence()) ?? null });
  const active = sessions.data?.filter(({ status }) => status === "active") ?? [];
  if (!ENTITLEMENTS[membership.plan].extension) {
    return (
      <>
        <SettingsHeader title="settings.extension" />
        <EmptyState
          icon={<Crown size={18} aria-hidden />}
          title={t("ext.premium")}
          action={
            <Link to="/m/$slug/settings/plan" params={{ slug }} className={buttonClass({ look: "primary" })}>
              {t("ext.premiumAction")}
            </Link>
          }
        >
          {t("ext.premiumText")}
        </EmptyState>
      </>
    );
  }
  if (refused !== undefined) {
    return (
      <>
        <SettingsHeader title="settings.extension" />
        <EmptyState icon={<Lock size={18} aria-hidden />} title={refused} />
      </>
    );
  }
  return (
    <>
      <SettingsHeader title="settings.extension" />
      {sessions.isSuccess && active.length === 0 ? <StepsCard installed={presence.data != null} /> : null}
      <PairCard installed={presence.data != null} />
      <SessionsCard sessions={sessions} />
    </>
  );
}
