import { ADDRESS_FIELDS, checkAddress, type Address, type AddressField } from "@nexusone/contracts/addresses";
import { explain } from "@nexusone/contracts/reasons";
import { Input, Select } from "@nexusone/ui/field";
import { useState } from "react";
import { useI18n } from "../../i18n/context.tsx";
import { countryOptions } from "../../lib/countries.ts";

const WIDE = new Set<AddressField>(["name", "line1", "line2"]);
const AUTOCOMPLETE: Partial<Record<AddressField, string>> = { zip: "postal-code", city: "address-level2" };
type Props = {
  address: Address;
  /** Every part is judged, also those nobody was in yet. */
  checked: boolean;
  onChange: (address: Address) => void;
};

/** An address by its parts. What a carrier would refuse is said at the part, and can be kept all the same. */
export function AddressFields({ address, checked, onChange }: Props) {
  const { t, locale } = useI18n();
  const [left, setLeft] = useState<ReadonlySet<AddressField>>(new Set());
  const [at, setAt] = useState<AddressField>();
  const problems = checkAddress(address);
  const needed = checkAddress(emptyAddress(address.country)).map(({ field }) => field);
  const problemOf = (field: AddressField): string | undefined => {
    const found = problems.find((one) => one.field === field);
    // A part is judged when another one is entered: nobody is told off while typing, and no button moves away under a press.
    return found && (checked || left.has(field)) ? explain(found.reason, locale, found.details).sentence : undefined;
  };
  return ADDRESS_FIELDS.map((field) =>
    field === "country" ? (
      <Select
        key={field}
        label={t("address.field.country")}
        value={address.country}
        onChange={(event) => onChange({ ...address, country: event.target.value })}
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
        optional={!needed.includes(field)}
        autoComplete={AUTOCOMPLETE[field] ?? "off"}
        value={address[field]}
        error={problemOf(field)}
        onFocus={() => {
          if (at !== undefined && at !== field) setLeft(new Set([...left, at]));
          setAt(field);
        }}
        onChange={(event) => onChange({ ...address, [field]: event.target.value })}
      />
    ),
  );
}

export const emptyAddress = (country: string): Address => ({
  name: "",
  phone: "",
  line1: "",
  line2: "",
  houseNumber: "",
  city: "",
  province: "",
  zip: "",
  country,
  taxId: "",
});
