import type { UsageSettings } from "@nexusone/contracts/analytics";
import { FIGURES, RANGES, type Figure } from "@nexusone/contracts/analytics-terms";
import { Button } from "@nexusone/ui/button";
import { Select } from "@nexusone/ui/field";
import { Card } from "@nexusone/ui/layout";
import { Checkbox, Switch } from "@nexusone/ui/toggle";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "../../../app/refused.tsx";
import { AnswerOrCard } from "../../../app/states.tsx";
import { useT } from "../../../i18n/context.tsx";
import { useShop } from "../../../lib/shop.ts";
import { toastDone } from "../../../lib/toast.ts";
import { SettingsHeader } from "../settings-header.tsx";

/** What one sees first of the shop's figures, and whether one's own calls count in them. */
export function UsageSettingsPage() {
  const { api } = useShop();
  const settings = useQuery(api.analytics.getSettings.queryOptions());
  return (
    <>
      <SettingsHeader title="settings.usage" />
      <AnswerOrCard query={settings} height="h-40">
        {(answer) => <UsageForm settings={answer} />}
      </AnswerOrCard>
    </>
  );
}

function UsageForm({ settings }: { settings: UsageSettings }) {
  const t = useT();
  const { api, can } = useShop();
  const queryClient = useQueryClient();
  const [form, setForm] = useState(settings);
  const save = useMutation(
    api.analytics.saveSettings.mutationOptions({
      onSuccess: (saved) => {
        setForm(saved);
        void toastDone(t("common.saved"));
      },
      onSettled: () => queryClient.invalidateQueries(api.analytics.getSettings.pathFilter()),
    }),
  );
  const toggle = (figure: Figure, on: boolean): void =>
    setForm({ ...form, pinned: on ? [...form.pinned, figure] : form.pinned.filter((one) => one !== figure) });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(form);
      }}
    >
      <div className="empty:hidden">
        <Refused error={save.error} />
      </div>
      {can("analytics:read") ? (
        <Card title={t("usage.view")} hint={t("usage.viewHint")}>
          <div className="flex flex-col gap-4">
            <Select
              label={t("usage.defaultRange")}
              value={form.defaultRange}
              onChange={(event) => {
                const defaultRange = RANGES.find((range) => range === event.target.value);
                if (defaultRange) setForm({ ...form, defaultRange });
              }}
            >
              {RANGES.map((range) => (
                <option key={range} value={range}>
                  {t(`analytics.range.${range}`)}
                </option>
              ))}
            </Select>
            <fieldset className="flex flex-col gap-2">
              <legend className="mb-1 text-sm font-medium text-soft">{t("usage.pinned")}</legend>
              {FIGURES.map((figure) => (
                <Checkbox
                  key={figure}
                  label={t(`analytics.figure.${figure}`)}
                  hint={t(`analytics.figureHint.${figure}`)}
                  checked={form.pinned.includes(figure)}
                  onChange={(event) => toggle(figure, event.target.checked)}
                />
              ))}
            </fieldset>
          </div>
        </Card>
      ) : null}
      <Card title={t("usage.privacy")}>
        <Switch
          label={t("usage.countMyUse")}
          hint={t("usage.countMyUseHint")}
          checked={form.countMyUse}
          onChange={(countMyUse) => setForm({ ...form, countMyUse })}
        />
      </Card>
      <div className="flex justify-end">
        <Button type="submit" look="primary" busy={save.isPending}>
          {t("common.save")}
        </Button>
      </div>
    </form>
  );
}
