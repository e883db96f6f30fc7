import { instantText } from "@nexusone/ui/amounts";
import { Card, PageHeader } from "@nexusone/ui/layout";
import { Crumbs } from "../../app/crumbs.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { ConsentCard } from "./consent-card.tsx";
import type { Customer } from "./customer-page.tsx";

/** Somebody who was forgotten, as orders of theirs still lead here: that they were, and the proof. */
export function ErasedCustomer({ customer, erasedAt }: { customer: Customer; erasedAt: string }) {
  const { t, locale } = useI18n();
  const name = t("customers.erased");
  return (
    <div className="mx-auto flex max-w-3xl flex-col gap-4 px-4 py-4 sm:px-6">
      <title>{`${name} · NexusOne`}</title>
      <PageHeader crumbs={<Crumbs list="customers" here={name} />} title={name} />
      <Card>
        <p className="text-ink">{t("customers.erasedText", { date: instantText(erasedAt, locale, undefined) })}</p>
      </Card>
      <ConsentCard customer={customer} />
    </div>
  );
}
