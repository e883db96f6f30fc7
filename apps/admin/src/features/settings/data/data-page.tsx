import { EmptyState } from "@nexusone/ui/layout";
import { buttonClass } from "@nexusone/ui/button";
import { Link } from "@tanstack/react-router";
import { Lock } from "lucide-react";
import { useT } from "../../../i18n/context.tsx";
import { useRefusal, useShop } from "../../../lib/shop.ts";
import { SettingsHeader } from "../settings-header.tsx";
import { ArchiveCard } from "./archive-card.tsx";

export function DataPage() {
  const t = useT();
  const { slug } = useShop();
  const refused = useRefusal("archive:export");
  return (
    <>
      <SettingsHeader title="settings.data" />
      {refused === undefined ? (
        <ArchiveCard />
      ) : (
        <EmptyState
          icon={<Lock size={18} aria-hidden />}
          title={refused}
          action={
            <Link to="/m/$slug/settings/team" params={{ slug }} className={buttonClass()}>
              {t("settings.team")}
            </Link>
          }
        >
          {t("data.ownerOnly")}
        </EmptyState>
      )}
    </>
  );
}
