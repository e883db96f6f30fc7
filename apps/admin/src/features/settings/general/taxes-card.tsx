import { Input, Select } from "@nexusone/ui/field";
import { Card } from "@nexusone/ui/layout";
import { Checkbox } from "@nexusone/ui/toggle";
import { useI18n } from "../../../i18n/context.tsx";
import { DUTY_KINDS } from "./general-form.ts";
import type { PartProps } from "./parts.ts";

export function TaxesCard({ form, settings }: PartProps) {
  const { t, locale } = useI18n();
  const { errors } = form.formState;
  const dutyKind = form.watch("dutyKind");
  const { fx } = settings;
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(fx.asOf));
  return (
    <Card title={t("general.taxes")} hint={t("general.taxesHint")}>
      <div className="grid gap-4 sm:grid-cols-3">
        <Input
          label={t("general.vat")}
          inputMode="decimal"
          suffix="%"
          {...form.register("vat")}
          error={errors.vat?.message}
        />
        <Input
          label={t("general.fee")}
          inputMode="decimal"
          suffix="%"
          {...form.register("fee")}
          error={errors.fee?.message}
        />
        <Input
          label={t("general.feeFixed")}
          inputMode="decimal"
          suffix={settings.currency}
          {...form.register("feeFixed")}
          error={errors.feeFixed?.message}
        />
        <Checkbox className="sm:col-span-3" label={t("general.vatIncluded")} {...form.register("pricesIncludeVat")} />
        <Select label={t("general.duty")} className="sm:col-span-2" {...form.register("dutyKind")}>
          {DUTY_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`general.duty.${kind}`)}
            </option>
          ))}
        </Select>
        {dutyKind === "none" || dutyKind === "unknown" ? null : (
          <Input
            label={t("general.dutyValue")}
            inputMode="decimal"
            suffix={dutyKind === "percent" ? "%" : "USD"}
            {...form.register("dutyValue")}
            error={errors.dutyValue?.message}
          />
        )}
        <Input
          className="sm:col-span-2"
          label={t("common.pair", { name: t("general.fx"), value: t("general.fxLabel", { to: fx.to }) })}
          hint={t(`general.fxHint.${fx.source}`, { date })}
          inputMode="decimal"
          suffix={fx.to}
          {...form.register("fxRate")}
          error={errors.fxRate?.message}
        />
      </div>
    </Card>
  );
}
