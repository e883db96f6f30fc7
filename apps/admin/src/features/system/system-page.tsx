import { PageHeader } from "@nexusone/ui/layout";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { AccountsCard } from "./accounts-card.tsx";
import { BodiesCard } from "./bodies-card.tsx";
import { CommissionCard } from "./commission-card.tsx";
import { OperationsCard } from "./operations-card.tsx";
import { PageReportsCard } from "./page-reports-card.tsx";
import { PlatformCards } from "./platform-cards.tsx";
import { QueuesCard } from "./queues-card.tsx";
import { VendorsCard } from "./vendors-card.tsx";

/** What goes on behind the screens: work, why it waits or failed, and how vendors answer. */
export function SystemPage() {
  const t = useT();
  const { can, me } = useShop();
  return (
    <div className="mx-auto flex max-w-6xl flex-col gap-4 px-4 py-4 sm:px-6">
      <title>{`${t("system.title")} · NexusOne`}</title>
      <PageHeader title={t("system.title")} />
      <OperationsCard />
      <QueuesCard />
      {can("cj:read") ? <VendorsCard /> : null}
      {me.user.isPlatformAdmin ? (
        <>
          <PlatformCards />
          <BodiesCard />
          <CommissionCard />
          <PageReportsCard />
          <AccountsCard />
        </>
      ) : null}
    </div>
  );
}
