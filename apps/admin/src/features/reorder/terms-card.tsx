import { Button } from "@nexusone/ui/button";
import { Input } from "@nexusone/ui/field";
import { Card } from "@nexusone/ui/layout";
import { Switch } from "@nexusone/ui/toggle";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { toastDone } from "../../lib/toast.ts";

const FIELDS = ["leadDays", "coverDays"] as const;

/** How long goods take, how long they shall last, and whether somebody looks every day. */
export function TermsCard({ settings }: { settings: Outputs["reorder"]["getOutlook"] }) {
  const t = useT();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const refused = useRefusal("settings:manage");
  const [enabled, setEnabled] = useState(settings.enabled);
  const [days, setDays] = useState({ leadDays: String(settings.leadDays), coverDays: String(settings.coverDays) });
  const save = useMutation(
    api.reorder.saveSettings.mutationOptions({
      onSuccess: () => void toastDone(t("common.saved")),
      onSettled: () => queryClient.invalidateQueries(api.reorder.pathFilter()),
    }),
  );
  const wrong = (text: string): boolean => !/^\d{1,3}$/.test(text) || Number(text) < 1 || Number(text) > 365;
  return (
    <Card title={t("reorder.terms")} hint={t("reorder.termsHint")}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!FIELDS.some((field) => wrong(days[field])))
            save.mutate({ enabled, leadDays: Number(days.leadDays), coverDays: Number(days.coverDays) });
        }}
      >
        <Switch
          label={t("reorder.enabled")}
          hint={t("reorder.enabledHint")}
          checked={enabled}
          disabled={refused !== undefined}
          onChange={setEnabled}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          {FIELDS.map((field) => (
            <Input
              key={field}
              label={t(`reorder.${field}`)}
              hint={t(`reorder.${field}Hint`)}
              inputMode="numeric"
              suffix={t("reorder.days")}
              value={days[field]}
              disabled={refused !== undefined}
              error={wrong(days[field]) ? t("reorder.wrongDays") : undefined}
              onChange={(event) => setDays({ ...days, [field]: event.target.value.trim() })}
            />
          ))}
        </div>
        <Refused error={save.error} />
        <div>
          <Button type="submit" look="primary" refused={refused} busy={save.isPending}>
            {t("common.save")}
          </Button>
        </div>
      </form>
    </Card>
  );
}
