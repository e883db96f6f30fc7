import { buttonClass } from "@nexusone/ui/button";
import { EmptyState } from "@nexusone/ui/layout";
import { BookOpen, Lock } from "lucide-react";
import { useT } from "../../../i18n/context.tsx";
import { useRefusal } from "../../../lib/shop.ts";
import { SettingsHeader } from "../settings-header.tsx";
import { KeysCard } from "./keys-card.tsx";
import { LimitsCard } from "./limits-card.tsx";

/** Keys are for those who manage them; how one's limits stand is for everybody. */
export function ApiPage() {
  const t = useT();
  const refused = useRefusal("api_keys:manage");
  return (
    <>
      <SettingsHeader
        title="settings.api"
        action={
          <a className={buttonClass()} href="/api/docs" target="_blank" rel="noreferrer">
            <BookOpen size={15} aria-hidden />
            {t("api.documentation")}
          </a>
        }
      />
      {refused === undefined ? (
        <KeysCard />
      ) : (
        <EmptyState compact icon={<Lock size={18} aria-hidden />} title={t("api.keys")}>
          {refused}
        </EmptyState>
      )}
      <LimitsCard />
    </>
  );
}
