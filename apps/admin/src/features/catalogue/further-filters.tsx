import { Button } from "@nexusone/ui/button";
import { Dialog } from "@nexusone/ui/dialog";
import { Input, Select } from "@nexusone/ui/field";
import { Skeleton } from "@nexusone/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { typedText } from "../../lib/typed-text.ts";
import { type FurtherForm, fromFurtherForm, toFurtherForm } from "./further-form.ts";
import { FURTHER, type ListFilters, type ListSearch } from "./list-search.ts";

type Props = {
  filters: ListFilters;
  onApply: (next: Partial<ListSearch>) => void;
  onClose: () => void;
};

/** Price, margin, dates: filters that take more than one choice. */
export function FurtherFilters({ filters, onApply, onClose }: Props) {
  const { t } = useI18n();
  const { api } = useShop();
  const settings = useQuery(api.merchants.getSettings.queryOptions());
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())} title={t("catalogue.further")}>
      {settings.isError ? (
        <Refused error={settings.error} onRetry={() => void settings.refetch()} />
      ) : settings.data ? (
        <Form filters={filters} currency={settings.data.currency} onApply={onApply} onClose={onClose} />
      ) : (
        <Skeleton className="h-64 w-full" />
      )}
    </Dialog>
  );
}

function Form({ filters, currency, onApply, onClose }: Props & { currency: string }) {
  const { t, locale } = useI18n();
  const [form, setForm] = useState(() => toFurtherForm(filters, currency));
  const [asked, setAsked] = useState(false);
  const result = fromFurtherForm(form, currency);
  const problem = asked && "field" in result ? result : undefined;
  const field = (name: keyof FurtherForm) => ({
    label: t(`catalogue.further.${name}`),
    value: name === "since" ? form[name] : typedText(form[name], locale),
    error: problem?.field === name ? t(`catalogue.further.bad.${problem.why}`) : undefined,
    onChange: (event: { target: { value: string } }) => setForm({ ...form, [name]: event.target.value }),
  });
  const apply = (): void => {
    setAsked(true);
    if ("field" in result) return;
    onApply(result);
    onClose();
  };
  const clear = (): void => {
    onApply(Object.fromEntries(FURTHER.map((name) => [name, undefined])));
    onClose();
  };
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <div className="grid grid-cols-2 gap-3">
        <Input {...field("priceFrom")} inputMode="decimal" suffix={currency} />
        <Input {...field("priceTo")} inputMode="decimal" suffix={currency} />
        <Input {...field("marginFrom")} inputMode="decimal" suffix="%" />
        <Input {...field("marginTo")} inputMode="decimal" suffix="%" />
      </div>
      <Select {...field("belowFloor")}>
        <option value="">{t("catalogue.filter.any")}</option>
        <option value="yes">{t("catalogue.further.belowFloor.yes")}</option>
        <option value="no">{t("catalogue.further.belowFloor.no")}</option>
      </Select>
      <Select {...field("edited")}>
        <option value="">{t("catalogue.filter.any")}</option>
        <option value="yes">{t("catalogue.further.edited.yes")}</option>
        <option value="no">{t("catalogue.further.edited.no")}</option>
      </Select>
      <Input {...field("since")} type="date" />
      <div className="flex justify-end gap-2">
        <Button look="quiet" onClick={clear}>
          {t("catalogue.filter.clear")}
        </Button>
        <Button look="primary" type="submit">
          {t("catalogue.further.apply")}
        </Button>
      </div>
    </form>
  );
}
