import { PageHeader } from "@nexusone/ui/layout";
import { useT } from "../../i18n/context.tsx";
import { AlertsCard } from "./alerts-card.tsx";
import { InventoryTabs } from "./inventory-tabs.tsx";
import { LevelsCard } from "./levels-card.tsx";
import { RunCard } from "./run-card.tsx";
import { RunsCard } from "./runs-card.tsx";

/** What is in stock, what runs out, and how the sync with suppliers stands. */
export function InventoryPage() {
  const t = useT();
  return (
    <div className="mx-auto flex max-w-6xl flex-col gap-4 px-4 py-4 sm:px-6">
      <title>{`${t("inventory.title")} · NexusOne`}</title>
      <PageHeader title={t("inventory.title")} />
      <InventoryTabs />
      <RunCard />
      <AlertsCard />
      <LevelsCard />
      <RunsCard />
    </div>
  );
}
