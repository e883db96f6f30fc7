import type { Address } from "@nexusone/contracts/addresses";
import { Checkbox } from "@nexusone/ui/toggle";
import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { FormDialog } from "../../app/form-dialog.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { AddressFields, emptyAddress } from "./address-fields.tsx";
import type { Customer } from "./customer-page.tsx";
import { useAfterChange } from "./use-customer.ts";

type Props = { customer: Customer; known: Customer["addresses"][number] | undefined; onClose: () => void };

/** An address by its parts. What a carrier would refuse is said at the part, and can be kept all the same. */
export function AddressDialog({ customer, known, onClose }: Props) {
  const t = useT();
  const { api } = useShop();
  const { data: settings } = useSuspenseQuery(api.merchants.getSettings.queryOptions());
  const after = useAfterChange();
  const [address, setAddress] = useState<Address>(known?.address ?? addressOf(customer, settings.destinationCountry));
  const [isDefault, setDefault] = useState(known?.isDefault ?? customer.addresses.length === 0);
  const save = useMutation(
    api.contacts.saveAddress.mutationOptions({
      onSuccess: async (changed) => {
        await after(changed);
        onClose();
      },
    }),
  );
  return (
    <FormDialog
      title={t(known ? "customers.editAddress" : "customers.addAddress")}
      action={t("customers.saveAddress")}
      busy={save.isPending}
      error={save.error}
      onClose={onClose}
      onSubmit={() => {
        save.mutate({ id: customer.id, addressId: known?.id, address, isDefault });
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <AddressFields address={address} checked={known !== undefined} onChange={setAddress} />
        <Checkbox
          className="sm:col-span-2"
          label={t("customers.makeDefault")}
          checked={isDefault}
          disabled={known?.isDefault === true}
          onChange={(event) => setDefault(event.target.checked)}
        />
      </div>
    </FormDialog>
  );
}

/** The person's own name and number, in the country of the address they have or else of the shop's customers. */
function addressOf({ name, identifiers, addresses }: Customer, home: string): Address {
  const phone = identifiers.find(({ type }) => type === "phone")?.value ?? "";
  return { ...emptyAddress(addresses[0]?.address.country ?? home), name, phone };
}
