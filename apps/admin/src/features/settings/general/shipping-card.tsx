import { Input, Select } from "@nexusone/ui/field";
import { Card } from "@nexusone/ui/layout";
import { useI18n } from "../../../i18n/context.tsx";
import { countryOptions } from "../../../lib/countries.ts";
import type { GeneralForm } from "./parts.ts";

export function ShippingCard({ form }: { form: GeneralForm }) {
  const { t, locale } = useI18n();
  const { errors } = form.formState;
  return (
    <Card title={t("general.shipping")} hint={t("general.shippingHint")}>
      <div className="grid gap-4 sm:grid-cols-3">
        <Select
          label={t("general.destination")}
          {...form.register("destinationCountry")}
          error={errors.destinationCountry?.message}
        >
          {countryOptions(locale).map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
        <Input
          label={t("general.zip")}
          optional
          hint={t("general.zipHint")}
          {...form.register("destinationZip")}
          error={errors.destinationZip?.message}
        />
        <Input
          label={t("general.maxDays")}
          hint={t("general.maxDaysHint")}
          inputMode="numeric"
          suffix={t("general.days")}
          {...form.register("carrierMaxDays")}
          error={errors.carrierMaxDays?.message}
        />
      </div>
    </Card>
  );
}
