import { CURRENCIES } from "@nexusone/contracts/currencies";
import { Input, Select } from "@nexusone/ui/field";
import type { ComponentProps } from "react";
import { useI18n } from "../../i18n/context.tsx";
import { countryOptions, currencyName } from "../../lib/countries.ts";

type Registered<Of extends typeof Input | typeof Select> = Omit<ComponentProps<Of>, "label">;
type Props = {
  name: Registered<typeof Input>;
  currency: Registered<typeof Select>;
  destination: Registered<typeof Select>;
};

/** What a new shop starts from, guessed from where the browser is. */
export function firstShop(): { currency: string; destinationCountry: string } {
  const region = new Intl.Locale(navigator.language).region ?? "FR";
  return {
    currency: region === "GB" ? "GBP" : region === "US" ? "USD" : "EUR",
    destinationCountry: region,
  };
}

/** Name, currency and destination of a new shop. */
export function ShopFields({ name, currency, destination }: Props) {
  const { t, locale } = useI18n();
  const tall = { controlClassName: "h-10" } as const;
  return (
    <>
      <Input label={t("auth.signUp.shop")} autoComplete="organization" {...tall} {...name} />
      <Select label={t("auth.signUp.currency")} hint={t("auth.signUp.currencyHint")} {...tall} {...currency}>
        {CURRENCIES.map((code) => (
          <option key={code} value={code}>
            {code} · {currencyName(code, locale)}
          </option>
        ))}
      </Select>
      <Select label={t("auth.signUp.destination")} {...tall} {...destination}>
        {countryOptions(locale).map(({ code, name: country }) => (
          <option key={code} value={code}>
            {country}
          </option>
        ))}
      </Select>
    </>
  );
}
