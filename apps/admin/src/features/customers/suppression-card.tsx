import { SUPPRESSED_PURPOSES, type SuppressedPurpose } from "@nexusone/contracts/contact-terms";
import { RelativeTime } from "@nexusone/ui/amounts";
import { Button } from "@nexusone/ui/button";
import { Select } from "@nexusone/ui/field";
import { Card } from "@nexusone/ui/layout";
import { useMutation } from "@tanstack/react-query";
import { BellOff } from "lucide-react";
import { useState } from "react";
import { Confirm } from "../../app/confirm.tsx";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import type { Customer } from "./customer-page.tsx";
import { useAfterChange } from "./use-customer.ts";

/** What nobody writes to this person about, since when and why; one more, or allowed again. */
export function SuppressionCard({ customer: { id, name, identifiers } }: { customer: Customer }) {
  const t = useT();
  const { api } = useShop();
  const refused = useRefusal("contacts:edit");
  const after = useAfterChange();
  const [purpose, setPurpose] = useState<SuppressedPurpose>("all");
  const [lifting, setLifting] = useState<SuppressedPurpose>();
  const suppress = useMutation(api.contacts.suppress.mutationOptions({ onSuccess: after }));
  const lift = useMutation(
    api.contacts.unsuppress.mutationOptions({
      onSuccess: async (customer) => {
        setLifting(undefined);
        await after(customer);
      },
    }),
  );
  const all = identifiers.flatMap(({ suppressed }) => suppressed);
  const held = SUPPRESSED_PURPOSES.flatMap((one) => all.find((entry) => entry.purpose === one) ?? []);
  return (
    <Card flush title={t("customers.suppression")} hint={t("customers.suppressionHint")}>
      {held.length === 0 ? (
        <p className="border-b border-line px-4 py-3 text-muted">{t("customers.suppressionEmpty")}</p>
      ) : (
        <ul aria-label={t("customers.suppression")}>
          {held.map((entry) => (
            <li key={entry.purpose} className="flex items-center gap-3 border-b border-line px-4 py-2">
              <BellOff size={15} className="shrink-0 text-wait" aria-hidden />
              <span className="min-w-0 flex-1">
                <span className="block text-ink">{t(`customers.purpose.${entry.purpose}`)}</span>
                <span className="text-xs text-muted">
                  {t(`customers.cause.${entry.cause}`)} · <RelativeTime at={entry.since} />
                </span>
              </span>
              <Button
                size="sm"
                refused={refused}
                aria-label={t("customers.unsuppressOf", { purpose: t(`customers.purpose.${entry.purpose}`) })}
                onClick={() => setLifting(entry.purpose)}
              >
                {t("customers.unsuppress")}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <form
        className="flex flex-wrap items-end gap-3 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!refused) suppress.mutate({ id, purpose });
        }}
      >
        <div className="basis-full empty:hidden">
          <Refused error={suppress.error} />
        </div>
        <Select
          className="min-w-0 flex-1 basis-40"
          label={t("customers.purpose")}
          value={purpose}
          disabled={refused !== undefined}
          onChange={(event) => {
            const chosen = SUPPRESSED_PURPOSES.find((one) => one === event.target.value);
            if (chosen) setPurpose(chosen);
          }}
        >
          {SUPPRESSED_PURPOSES.map((one) => (
            <option key={one} value={one}>
              {t(`customers.purpose.${one}`)}
            </option>
          ))}
        </Select>
        <Button
          type="submit"
          busy={suppress.isPending}
          refused={refused ?? (identifiers.length === 0 ? t("customers.identifiersEmpty") : undefined)}
        >
          {t("customers.suppress")}
        </Button>
      </form>
      {lifting ? (
        <Confirm
          title={t("customers.unsuppressTitle", { name: name || t("customers.unnamed") })}
          action={t("customers.unsuppress")}
          busy={lift.isPending}
          error={lift.error}
          onConfirm={() => lift.mutate({ id, purpose: lifting })}
          onClose={() => setLifting(undefined)}
        >
          {t("customers.unsuppressText")}
        </Confirm>
      ) : null}
    </Card>
  );
}
