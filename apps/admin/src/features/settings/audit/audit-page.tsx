import { EmptyState } from "@nexusone/ui/layout";
import { getRouteApi } from "@tanstack/react-router";
import { Lock } from "lucide-react";
import { useRefusal } from "../../../lib/shop.ts";
import { SettingsHeader } from "../settings-header.tsx";
import { AuditCard } from "./audit-card.tsx";
import { ExportButton } from "./export-button.tsx";

const route = getRouteApi("/m/$slug/settings/audit");

/** Who changed what in this shop, for those who run it. */
export function AuditPage() {
  const search = route.useSearch();
  const refused = useRefusal("audit:read");
  if (refused !== undefined) {
    return (
      <>
        <SettingsHeader title="settings.audit" />
        <EmptyState icon={<Lock size={18} aria-hidden />} title={refused} />
      </>
    );
  }
  return (
    <>
      <SettingsHeader title="settings.audit" action={<ExportButton search={search} />} />
      <AuditCard search={search} />
    </>
  );
}
