import { Input, Select } from "@nexusone/ui/field";
import { Card } from "@nexusone/ui/layout";
import { useI18n } from "../../../i18n/context.tsx";
import { currencyName } from "../../../lib/countries.ts";
import type { PartProps } from "./parts.ts";

export function ShopCard({ form, settings }: PartProps) {
  const { t, locale } = useI18n();
  const { errors } = form.formState;
  return (
    <Card title={t("general.shop")}>
      <div className="grid gap-4 sm:grid-cols-2">
        <Input label={t("general.name")} {...form.register("name")} error={errors.name?.message} />
        <Input
          label={t("general.currency")}
          hint={t("general.currencyHint")}
          disabled
          value={`${settings.currency} · ${currencyName(settings.currency, locale)}`}
        />
        <Select label={t("general.timezone")} {...form.register("timezone")} error={errors.timezone?.message}>
          {[...new Set([settings.timezone, "UTC", ...Intl.supportedValuesOf("timeZone")])].map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll("_", " ")}
            </option>
          ))}
        </Select>
      </div>
    </Card>
  );
}
