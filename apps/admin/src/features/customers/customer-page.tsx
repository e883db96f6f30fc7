import { Button } from "@nexusone/ui/button";
import { Badge } from "@nexusone/ui/badge";
import { PageHeader } from "@nexusone/ui/layout";
import { useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Merge } from "lucide-react";
import { useState } from "react";
import { Crumbs } from "../../app/crumbs.tsx";
import { useT } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { AboutCard } from "./about-card.tsx";
import { AddressesCard } from "./addresses-card.tsx";
import { ConflictsCard } from "./conflicts-card.tsx";
import { ConsentCard } from "./consent-card.tsx";
import { DeliveryCard } from "./delivery-card.tsx";
import { ErasedCustomer } from "./erased-customer.tsx";
import { ErasureCard } from "./erasure-card.tsx";
import { IdentifiersCard } from "./identifiers-card.tsx";
import { MergeDialog } from "./merge-dialog.tsx";
import { MergesCard } from "./merges-card.tsx";
import { SuppressionCard } from "./suppression-card.tsx";

const route = getRouteApi("/m/$slug/customers/$contactId");
export type Customer = Outputs["contacts"]["get"];

/** One person: how they are reached, where parcels go, what they agreed to and what is held back from them. */
export function CustomerPage() {
  const t = useT();
  const { api } = useShop();
  const { contactId } = route.useParams();
  const { data: customer } = useSuspenseQuery(api.contacts.get.queryOptions({ id: contactId }));
  const refused = useRefusal("contacts:edit");
  const [merging, setMerging] = useState(false);
  if (customer.erasedAt !== null) return <ErasedCustomer customer={customer} erasedAt={customer.erasedAt} />;
  const name = customer.name || t("customers.unnamed");
  const held = customer.identifiers.some(({ suppressed }) => suppressed.length > 0);
  return (
    <div className="mx-auto flex max-w-6xl flex-col gap-4 px-4 py-4 sm:px-6">
      <title>{`${name} · NexusOne`}</title>
      <PageHeader
        crumbs={<Crumbs list="customers" here={name} />}
        title={<bdi>{name}</bdi>}
        badges={held ? <Badge tone="wait">{t("customers.suppressed")}</Badge> : null}
        action={
          <Button icon={<Merge size={15} aria-hidden />} refused={refused} onClick={() => setMerging(true)}>
            {t("customers.merge")}
          </Button>
        }
      />
      <ConflictsCard customer={customer} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          <IdentifiersCard customer={customer} />
          <AddressesCard customer={customer} />
          <DeliveryCard key={customer.id} customer={customer} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <AboutCard key={customer.id} customer={customer} />
          <SuppressionCard customer={customer} />
          <ConsentCard customer={customer} />
          <MergesCard customer={customer} />
          <ErasureCard customer={customer} />
        </div>
      </div>
      {merging ? <MergeDialog customer={customer} onClose={() => setMerging(false)} /> : null}
    </div>
  );
}
