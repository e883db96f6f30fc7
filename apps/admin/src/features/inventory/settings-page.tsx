import { minuteText, toMinute, weekdayNames } from "@nexusone/contracts/clock-times";
import type { InventorySettingsView } from "@nexusone/contracts/inventory";
import { CHANGE_KINDS, CHANGE_POLICIES, SYNC_SCHEDULES } from "@nexusone/contracts/inventory-terms";
import { RelativeTime } from "@nexusone/ui/amounts";
import { Button } from "@nexusone/ui/button";
import { Input, Select } from "@nexusone/ui/field";
import { Card, PageHeader } from "@nexusone/ui/layout";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { AnswerOrCard } from "../../app/states.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { toastDone } from "../../lib/toast.ts";
import { BufferCard } from "./buffer-card.tsx";
import { DriverCard } from "./driver-card.tsx";
import { FulfilmentCard } from "./fulfilment-card.tsx";
import { InventoryTabs } from "./inventory-tabs.tsx";
import { PlanLine } from "./plan-line.tsx";

/** How suppliers are followed: when, what it costs, what is asked first, and what counts as low. */
export function InventorySettingsPage() {
  const { t } = useI18n();
  const { api } = useShop();
  const settings = useQuery(api.inventory.getSettings.queryOptions());
  return (
    <div className="mx-auto flex max-w-3xl flex-col gap-4 px-4 py-4 sm:px-6">
      <title>{`${t("inventory.settings")} · NexusOne`}</title>
      <PageHeader title={t("inventory.settings")} />
      <InventoryTabs />
      <AnswerOrCard query={settings} height="h-60">
        {(answer) => <SettingsForm settings={answer} />}
      </AnswerOrCard>
      <BufferCard />
      <FulfilmentCard />
      <DriverCard />
    </div>
  );
}

function SettingsForm({ settings }: { settings: InventorySettingsView }) {
  const { t, locale } = useI18n();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const refused = useRefusal("settings:manage");
  const [form, setForm] = useState(settings);
  const save = useMutation(
    api.inventory.saveSettings.mutationOptions({
      onSuccess: (saved) => {
        setForm(saved);
        void toastDone(t("common.saved"));
      },
      onSettled: () => queryClient.invalidateQueries(api.inventory.pathFilter()),
    }),
  );
  const { schedule, weekday, atMinute, policies } = form;
  const number = (text: string, most: number): number => Math.min(most, Math.max(0, Math.round(Number(text) || 0)));
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (refused) return;
        const { timezone: _zone, nextRunAt: _next, ...given } = form;
        save.mutate(given);
      }}
    >
      <div className="empty:hidden">
        <Refused error={save.error} />
      </div>
      <Card title={t("inventory.schedule")} hint={t("inventory.scheduleHint")}>
        <div className="flex flex-col gap-4">
          <div className="grid gap-4 sm:grid-cols-3">
            <Select
              label={t("inventory.howOften")}
              value={schedule}
              disabled={refused !== undefined}
              onChange={(event) => {
                const chosen = SYNC_SCHEDULES.find((one) => one === event.target.value);
                if (chosen) setForm({ ...form, schedule: chosen });
              }}
            >
              {SYNC_SCHEDULES.map((one) => (
                <option key={one} value={one}>
                  {t(`inventory.schedule.${one}`)}
                </option>
              ))}
            </Select>
            {schedule === "weekly" ? (
              <Select
                label={t("inventory.weekday")}
                value={weekday}
                disabled={refused !== undefined}
                onChange={(event) => setForm({ ...form, weekday: Number(event.target.value) })}
              >
                {weekdayNames(locale).map((name, nth) => (
                  <option key={name} value={nth + 1}>
                    {name}
                  </option>
                ))}
              </Select>
            ) : null}
            {schedule === "daily" || schedule === "weekly" ? (
              <Input
                type="time"
                label={t("inventory.at")}
                hint={form.timezone}
                value={minuteText(atMinute)}
                disabled={refused !== undefined}
                onChange={(event) => setForm({ ...form, atMinute: toMinute(event.target.value) ?? atMinute })}
              />
            ) : null}
          </div>
          <PlanLine schedule={schedule} />
          {settings.nextRunAt ? (
            <p className="text-sm text-muted">
              {t("inventory.nextRun")} <RelativeTime at={settings.nextRunAt} />
            </p>
          ) : null}
        </div>
      </Card>
      <Card title={t("inventory.policies")} hint={t("inventory.policiesHint")}>
        <div className="flex flex-col gap-4">
          {CHANGE_KINDS.map((kind) => (
            <Select
              key={kind}
              label={t(`inventory.kind.${kind}`)}
              hint={t(`inventory.kindHint.${kind}`)}
              value={policies[kind]}
              disabled={refused !== undefined}
              onChange={(event) => {
                const chosen = CHANGE_POLICIES.find((one) => one === event.target.value);
                if (chosen) setForm({ ...form, policies: { ...policies, [kind]: chosen } });
              }}
            >
              {CHANGE_POLICIES.map((one) => (
                <option key={one} value={one}>
                  {t(`inventory.policy.${one}`)}
                </option>
              ))}
            </Select>
          ))}
          <div className="grid gap-4 sm:grid-cols-2">
            {(["priceNoise", "stockNoise"] as const).map((noise) => (
              <Input
                key={noise}
                label={t(`inventory.${noise}`)}
                hint={t(`inventory.${noise}Hint`)}
                inputMode="decimal"
                suffix="%"
                type="number"
                min={0}
                max={100}
                step="any"
                value={form[`${noise}Bps`] / 100}
                disabled={refused !== undefined}
                onChange={(event) =>
                  setForm({ ...form, [`${noise}Bps`]: number(String(Number(event.target.value) * 100), 10_000) })
                }
              />
            ))}
          </div>
        </div>
      </Card>
      <Card title={t("inventory.alerts")}>
        <Input
          className="max-w-60"
          label={t("inventory.lowAt")}
          hint={t("inventory.lowAtHint")}
          type="number"
          min={0}
          max={1_000_000}
          value={form.lowStockAt}
          disabled={refused !== undefined}
          onChange={(event) => setForm({ ...form, lowStockAt: number(event.target.value, 1_000_000) })}
        />
      </Card>
      <div className="flex justify-end">
        <Button type="submit" look="primary" busy={save.isPending} refused={refused}>
          {t("inventory.saveRules")}
        </Button>
      </div>
    </form>
  );
}
