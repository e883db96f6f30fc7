import { ADDRESS_FIELDS, checkAddress, type Address, type AddressField } from "@nexusone/contracts/addresses";
import { explain } from "@nexusone/contracts/reasons";
import { Button } from "@nexusone/ui/button";
import { Dialog } from "@nexusone/ui/dialog";
import { Input, Select } from "@nexusone/ui/field";
import { Checkbox } from "@nexusone/ui/toggle";
import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { countryOptions } from "../../lib/countries.ts";
import { useShop } from "../../lib/shop.ts";
import type { Customer } from "./customer-page.tsx";
import { useAfterChange } from "./use-customer.ts";

const FORM = "address";
const WIDE = new Set<AddressField>(["name", "line1", "line2"]);
const AUTOCOMPLETE: Partial<Record<AddressField, string>> = {
  phone: "off",
  zip: "postal-code",
  city: "address-level2",
};
type Props = { customer: Customer; known: Customer["addresses"][number] | undefined; onClose: () => void };

/** An address by its parts. What a carrier would refuse is said at the part, and can be kept all the same. */
export function AddressDialog({ customer, known, onClose }: Props) {
  const { t, locale } = useI18n();
  const { api } = useShop();
  const { data: settings } = useSuspenseQuery(api.merchants.getSettings.queryOptions());
  const after = useAfterChange();
  const [address, setAddress] = useState<Address>(
    known?.address ?? emptyAddress(customer, settings.destinationCountry),
  );
  const [isDefault, setDefault] = useState(known?.isDefault ?? customer.addresses.length === 0);
  const [left, setLeft] = useState<ReadonlySet<AddressField>>(new Set(known ? ADDRESS_FIELDS : []));
  const save = useMutation(
    api.contacts.saveAddress.mutationOptions({
      onSuccess: async (changed) => {
        await after(changed);
        onClose();
      },
    }),
  );
  const problems = checkAddress(address);
  const problemOf = (field: AddressField): string | undefined => {
    const found = problems.find((one) => one.field === field);
    // A part is judged when it was left: nobody is told off while typing.
    return found && left.has(field) ? explain(found.reason, locale, found.details).sentence : undefined;
  };
  const leave = (field: AddressField): void => setLeft(new Set([...left, field]));
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t(known ? "customers.editAddress" : "customers.addAddress")}
      footer={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" form={FORM} look="primary" busy={save.isPending}>
            {t("customers.saveAddress")}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        noValidate
        className="grid gap-4 sm:grid-cols-2"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ id: customer.id, addressId: known?.id, address, isDefault });
        }}
      >
        <div className="empty:hidden sm:col-span-2">
          <Refused error={save.error} />
        </div>
        {ADDRESS_FIELDS.map((field) =>
          field === "country" ? (
            <Select
              key={field}
              label={t("address.field.country")}
              value={address.country}
              onChange={(event) => setAddress({ ...address, country: event.target.value })}
            >
              {countryOptions(locale).map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </Select>
          ) : (
            <Input
              key={field}
              className={WIDE.has(field) ? "sm:col-span-2" : ""}
              label={t(`address.field.${field}`)}
              autoComplete={AUTOCOMPLETE[field] ?? "off"}
              value={address[field]}
              error={problemOf(field)}
              onBlur={() => leave(field)}
              onChange={(event) => setAddress({ ...address, [field]: event.target.value })}
            />
          ),
        )}
        <Checkbox
          className="sm:col-span-2"
          label={t("customers.makeDefault")}
          checked={isDefault}
          disabled={known?.isDefault === true}
          onChange={(event) => setDefault(event.target.checked)}
        />
      </form>
    </Dialog>
  );
}

/** The person's own name and number, in the country of the address they have or else of the shop's customers. */
function emptyAddress({ name, identifiers, addresses }: Customer, home: string): Address {
  const phone = identifiers.find(({ type }) => type === "phone")?.value ?? "";
  const country = addresses[0]?.address.country ?? home;
  const rest = { line1: "", line2: "", houseNumber: "", city: "", province: "", zip: "", taxId: "" };
  return { ...rest, name, phone, country };
}
