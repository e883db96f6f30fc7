import { Badge } from "@nexusone/ui/badge";
import { Button, IconButton } from "@nexusone/ui/button";
import { Card } from "@nexusone/ui/layout";
import { useMutation } from "@tanstack/react-query";
import { Pencil, Plus, X } from "lucide-react";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { countryName } from "../../lib/countries.ts";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { AddressDialog } from "./address-dialog.tsx";
import { AddressProblems } from "./address-problems.tsx";
import type { Customer } from "./customer-page.tsx";
import { useAfterChange } from "./use-customer.ts";

type Place = Customer["addresses"][number];

/** Where parcels go; what keeps one from going there is said beside it. */
export function AddressesCard({ customer }: { customer: Customer }) {
  const { t, locale } = useI18n();
  const { api } = useShop();
  const refused = useRefusal("contacts:edit");
  const after = useAfterChange();
  const [editing, setEditing] = useState<Place | "new">();
  const remove = useMutation(api.contacts.removeAddress.mutationOptions({ onSuccess: after }));
  const { id, name, addresses } = customer;
  return (
    <Card
      flush
      title={t("customers.addresses")}
      hint={t("customers.addressesHint")}
      extra={
        <Button size="sm" icon={<Plus size={14} aria-hidden />} refused={refused} onClick={() => setEditing("new")}>
          {t("customers.addAddress")}
        </Button>
      }
    >
      <div className="px-4 pt-3 empty:hidden">
        <Refused error={remove.error} />
      </div>
      {addresses.length === 0 ? <p className="px-4 py-3 text-muted">{t("customers.addressesEmpty")}</p> : null}
      <ul aria-label={t("customers.addresses")} className="empty:hidden">
        {addresses.map((one) => {
          const { address, isDefault, problems } = one;
          const place = address.city || address.line1 || countryName(address.country, locale);
          return (
            <li key={one.id} className="flex gap-3 border-b border-line px-4 py-3 last:border-b-0">
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-center gap-2 font-medium text-ink">
                  <bdi className="min-w-0 truncate">{address.name || name || t("customers.unnamed")}</bdi>
                  {isDefault ? <Badge>{t("customers.default")}</Badge> : null}
                </p>
                <p className="text-pretty text-soft">
                  <bdi>
                    {[
                      [address.houseNumber, address.line1].filter(Boolean).join(" "),
                      address.line2,
                      [address.zip, address.city].filter(Boolean).join(" "),
                      address.province,
                      countryName(address.country, locale),
                    ]
                      .filter(Boolean)
                      .join(", ")}
                  </bdi>
                </p>
                {address.phone ? <p className="text-xs text-muted">{address.phone}</p> : null}
                <AddressProblems problems={problems} />
              </div>
              <IconButton
                size="sm"
                label={t("customers.editAddressOf", { place })}
                icon={<Pencil size={14} aria-hidden />}
                refused={refused}
                onClick={() => setEditing(one)}
              />
              <IconButton
                size="sm"
                label={t("customers.removeAddress", { place })}
                icon={<X size={14} aria-hidden />}
                refused={refused}
                busy={remove.isPending && remove.variables.addressId === one.id}
                onClick={() => remove.mutate({ id, addressId: one.id })}
              />
            </li>
          );
        })}
      </ul>
      {editing ? (
        <AddressDialog
          customer={customer}
          known={editing === "new" ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      ) : null}
    </Card>
  );
}
