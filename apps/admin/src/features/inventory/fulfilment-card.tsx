import { AUTOMATIONS, CARRIER_RULES } from "@nexusone/contracts/fulfilment-terms";
import { amountText, formatMoney, parseAmount } from "@nexusone/contracts/money";
import { Button } from "@nexusone/ui/button";
import { Input, Select } from "@nexusone/ui/field";
import { Card, Skeleton } from "@nexusone/ui/layout";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { toastDone } from "../../lib/toast.ts";

/** How far orders go by themselves, what that may spend a day, and who carries them. */
export function FulfilmentCard() {
  const { t } = useI18n();
  const { api } = useShop();
  const settings = useQuery(api.fulfilment.getSettings.queryOptions());
  return (
    <Card title={t("fulfilment.settings")} hint={t("fulfilment.settingsHint")}>
      {settings.isPending ? (
        <Skeleton className="h-40" />
      ) : settings.isError ? (
        <Refused error={settings.error} onRetry={() => void settings.refetch()} />
      ) : (
        <SettingsForm settings={settings.data} />
      )}
    </Card>
  );
}

function SettingsForm({ settings }: { settings: Outputs["fulfilment"]["getSettings"] }) {
  const { t, locale } = useI18n();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const refused = useRefusal("orders:pay");
  const [automation, setAutomation] = useState(settings.automation);
  const [rule, setRule] = useState(settings.carrierRule);
  const [limit, setLimit] = useState(amountText(settings.dailyLimitUsdMinor, "USD"));
  const [most, setMost] = useState(amountText(settings.carrierMaxUsdMinor, "USD"));
  const [dailyLimitUsdMinor, carrierMaxUsdMinor] = [parseAmount(limit, "USD"), parseAmount(most, "USD")];
  const wrong = (minor: number | undefined) =>
    minor === undefined || minor < 0 || minor > 100_000_000 ? t("fulfilment.amountWrong") : undefined;
  const save = useMutation(
    api.fulfilment.saveSettings.mutationOptions({
      onSuccess: () => void toastDone(t("common.saved")),
      onSettled: () => queryClient.invalidateQueries(api.fulfilment.pathFilter()),
    }),
  );
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (refused || wrong(dailyLimitUsdMinor) || wrong(carrierMaxUsdMinor)) return;
        save.mutate({ automation, dailyLimitUsdMinor, carrierRule: rule, carrierMaxUsdMinor });
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          label={t("fulfilment.automation")}
          hint={t(`fulfilment.automationHint.${automation}`)}
          value={automation}
          disabled={refused !== undefined}
          onChange={(event) => setAutomation(AUTOMATIONS.find((one) => one === event.target.value) ?? automation)}
        >
          {AUTOMATIONS.map((one) => (
            <option key={one} value={one}>
              {t(`fulfilment.automation.${one}`)}
            </option>
          ))}
        </Select>
        {automation === "pay" ? (
          <Input
            label={t("fulfilment.limit")}
            hint={t("fulfilment.spent", { amount: formatMoney(settings.spentTodayUsdMinor, "USD", locale) })}
            inputMode="decimal"
            value={limit}
            disabled={refused !== undefined}
            error={wrong(dailyLimitUsdMinor)}
            onChange={(event) => setLimit(event.target.value)}
          />
        ) : null}
        <Select
          label={t("fulfilment.rule")}
          hint={rule === "cheapest" ? t("fulfilment.ruleHint", { days: settings.carrierMaxDays }) : undefined}
          value={rule}
          disabled={refused !== undefined}
          onChange={(event) => setRule(CARRIER_RULES.find((one) => one === event.target.value) ?? rule)}
        >
          {CARRIER_RULES.map((one) => (
            <option key={one} value={one}>
              {t(`fulfilment.rule.${one}`)}
            </option>
          ))}
        </Select>
        {rule === "fastest" ? (
          <Input
            label={t("fulfilment.most")}
            inputMode="decimal"
            value={most}
            disabled={refused !== undefined}
            error={wrong(carrierMaxUsdMinor)}
            onChange={(event) => setMost(event.target.value)}
          />
        ) : null}
      </div>
      <div className="flex flex-wrap items-center justify-end gap-3">
        <Button type="submit" refused={refused} busy={save.isPending}>
          {t("fulfilment.save")}
        </Button>
        <Refused error={save.error} bare />
      </div>
    </form>
  );
}
