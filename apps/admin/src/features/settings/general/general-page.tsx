import { UpdateMerchantInput } from "@nexusone/contracts/merchants";
import { Button } from "@nexusone/ui/button";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { Refused } from "../../../app/refused.tsx";
import { useI18n } from "../../../i18n/context.tsx";
import { useContractForm } from "../../../lib/contract-form.ts";
import { useShop } from "../../../lib/shop.ts";
import { toastDone } from "../../../lib/toast.ts";
import { fromRuleForm, isProblem, toRuleForm } from "../../pricing/rule-form.ts";
import { ReadOnly } from "../read-only.tsx";
import { SettingsHeader } from "../settings-header.tsx";
import { FIELD_OF, type GeneralValues, toUpdate, toValues } from "./general-form.ts";
import { PublicCard } from "./public-card.tsx";
import { RuleCard } from "./rule-card.tsx";
import { ShippingCard } from "./shipping-card.tsx";
import { ShopCard } from "./shop-card.tsx";
import { TaxesCard } from "./taxes-card.tsx";

export function GeneralPage() {
  const { t, locale } = useI18n();
  const { api, person, can } = useShop();
  const router = useRouter();
  const queryClient = useQueryClient();
  const { data: settings } = useSuspenseQuery(api.merchants.getSettings.queryOptions());
  const { currency } = settings;
  const stored = toRuleForm(settings.defaultPriceRule, currency);
  const [rule, setRule] = useState(stored);
  const form = useContractForm<GeneralValues, typeof UpdateMerchantInput>({
    schema: UpdateMerchantInput,
    values: toValues(settings, locale),
    resetOptions: { keepDirtyValues: true },
    toInput: (values) => toUpdate(values, settings),
    fieldOf: FIELD_OF,
    words: {
      vat: t("form.number"),
      fee: t("form.number"),
      floor: t("form.number"),
      rise: t("form.number"),
      fall: t("form.number"),
      feeFixed: t("form.amount"),
      dutyValue: t("form.number"),
      fxRate: t("form.number"),
      carrierMaxDays: t("form.number"),
    },
  });
  const update = useMutation(
    api.merchants.updateSettings.mutationOptions({
      onSuccess: async (saved) => {
        queryClient.setQueryData(api.merchants.getSettings.queryKey(), saved);
        form.reset(toValues(saved, locale));
        setRule(toRuleForm(saved.defaultPriceRule, currency));
        void toastDone(t("common.saved"));
        await Promise.all([
          queryClient.invalidateQueries(api.catalog.pathFilter()),
          queryClient.invalidateQueries(person.identity.findMe.pathFilter()),
        ]);
        await router.invalidate();
      },
    }),
  );
  const ruleDirty = JSON.stringify(rule) !== JSON.stringify(stored);
  const result = fromRuleForm(rule, currency);
  const problem = isProblem(result) ? result : undefined;
  const dirty = form.formState.isDirty || ruleDirty;
  const locked = !can("settings:manage");
  const submit = form.handleSubmit((input) => {
    if (isProblem(result)) return;
    update.mutate({
      ...input,
      ...(ruleDirty ? { defaultPriceRule: { ...result, ending: result.ending ?? null } } : {}),
    });
  });
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <SettingsHeader title="settings.general" />
      <ReadOnly permission="settings:manage" />
      <fieldset disabled={locked} className="contents">
        <ShopCard form={form} settings={settings} />
        <ShippingCard form={form} />
        <TaxesCard form={form} settings={settings} />
        <RuleCard form={form} settings={settings} rule={rule} problem={problem} onRule={setRule} />
        <PublicCard form={form} settings={settings} />
      </fieldset>
      {dirty ? (
        <div className="sticky bottom-0 flex flex-wrap items-center justify-end gap-3 rounded-md border border-line bg-raised px-4 py-3 shadow-lift">
          <span className="min-w-0 flex-1 basis-48 text-sm font-medium text-soft">{t("common.unsaved")}</span>
          <Refused error={update.error} bare />
          <Button
            onClick={() => {
              form.reset(toValues(settings, locale));
              setRule(stored);
            }}
          >
            {t("common.discard")}
          </Button>
          <Button
            type="submit"
            look="primary"
            busy={update.isPending}
            refused={problem ? t("form.invalid") : undefined}
          >
            {t("common.save")}
          </Button>
        </div>
      ) : null}
    </form>
  );
}
