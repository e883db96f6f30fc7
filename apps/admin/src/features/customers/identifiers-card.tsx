import { IDENTIFIER_TYPES, type IdentifierType } from "@nexusone/contracts/contact-terms";
import { Button, IconButton } from "@nexusone/ui/button";
import { Input, Select } from "@nexusone/ui/field";
import { Card } from "@nexusone/ui/layout";
import { useMutation } from "@tanstack/react-query";
import { AtSign, MessageCircle, Phone, X } from "lucide-react";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import type { Customer } from "./customer-page.tsx";
import { useAfterChange } from "./use-customer.ts";

const ICONS = { phone: Phone, email: AtSign, whatsapp: MessageCircle } as const;

/** Phone numbers, addresses and ids; one more, or one less. */
export function IdentifiersCard({ customer: { id, identifiers } }: { customer: Customer }) {
  const t = useT();
  const { api } = useShop();
  const refused = useRefusal("contacts:edit");
  const after = useAfterChange();
  const [type, setType] = useState<IdentifierType>("phone");
  const [value, setValue] = useState("");
  const add = useMutation(
    api.contacts.addIdentifier.mutationOptions({
      onSuccess: async (customer) => {
        setValue("");
        await after(customer);
      },
    }),
  );
  const remove = useMutation(api.contacts.removeIdentifier.mutationOptions({ onSuccess: after }));
  return (
    <Card flush title={t("customers.identifiers")} hint={t("customers.identifiersHint")}>
      {identifiers.length === 0 ? (
        <p className="border-b border-line px-4 py-3 text-muted">{t("customers.identifiersEmpty")}</p>
      ) : (
        <ul aria-label={t("customers.identifiers")}>
          {identifiers.map((one) => {
            const Icon = ICONS[one.type];
            return (
              <li key={one.id} className="flex items-center gap-3 border-b border-line px-4 py-2">
                <Icon size={15} className="shrink-0 text-muted" aria-hidden />
                <span className="min-w-0 flex-1">
                  <bdi className="block truncate text-ink">{one.value}</bdi>
                  <span className="text-xs text-muted">{t(`customers.type.${one.type}`)}</span>
                </span>
                <IconButton
                  size="sm"
                  label={t("customers.removeIdentifier", { value: one.value })}
                  icon={<X size={14} aria-hidden />}
                  refused={refused}
                  busy={remove.isPending && remove.variables.identifierId === one.id}
                  onClick={() => remove.mutate({ id, identifierId: one.id })}
                />
              </li>
            );
          })}
        </ul>
      )}
      <form
        noValidate
        className="flex flex-col gap-3 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (value.trim() && !refused) add.mutate({ id, type, value });
        }}
      >
        <div className="empty:hidden">
          <Refused error={add.error ?? remove.error} />
        </div>
        <div className="flex flex-wrap items-end gap-3">
          <Select
            className="w-32"
            label={t("customers.kind")}
            value={type}
            disabled={refused !== undefined}
            onChange={(event) => {
              const chosen = IDENTIFIER_TYPES.find((one) => one === event.target.value);
              if (chosen) setType(chosen);
            }}
          >
            {IDENTIFIER_TYPES.map((one) => (
              <option key={one} value={one}>
                {t(`customers.type.${one}`)}
              </option>
            ))}
          </Select>
          <Input
            className="min-w-0 flex-1 basis-40"
            label={t("customers.value")}
            type={type === "email" ? "email" : "text"}
            inputMode={type === "phone" ? "tel" : undefined}
            value={value}
            disabled={refused !== undefined}
            onChange={(event) => setValue(event.target.value)}
          />
          <Button type="submit" busy={add.isPending} refused={refused}>
            {t("customers.addIdentifier")}
          </Button>
        </div>
      </form>
    </Card>
  );
}
