import { DEFAULT_ACCENT, NOTICE_CHANNELS, NOTICE_STEPS } from "@nexusone/contracts/customer-notice-terms";
import { Button } from "@nexusone/ui/button";
import { Input, Select } from "@nexusone/ui/field";
import { Card } from "@nexusone/ui/layout";
import { Switch } from "@nexusone/ui/toggle";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "../../../app/refused.tsx";
import { useT } from "../../../i18n/context.tsx";
import { useRefusal, useShop } from "../../../lib/shop.ts";
import { toastDone } from "../../../lib/toast.ts";
import { ReadOnly } from "../read-only.tsx";
import { SettingsHeader } from "../settings-header.tsx";
import { PreviewCard } from "./preview-card.tsx";

const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** What customers are told of their orders, in which colour, and where they can answer. */
export function MessagesPage() {
  const t = useT();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const refused = useRefusal("settings:manage");
  const { data: saved } = useSuspenseQuery(api.customerNotices.getSettings.queryOptions());
  const [steps, setSteps] = useState(saved.steps);
  const [preferred, setPreferred] = useState(saved.preferred);
  const [accent, setAccent] = useState(saved.accent ?? DEFAULT_ACCENT);
  const [replyTo, setReplyTo] = useState(saved.replyTo ?? "");
  const answers = replyTo.trim();
  const wrong = answers !== "" && !ADDRESS.test(answers);
  const save = useMutation(
    api.customerNotices.saveSettings.mutationOptions({
      onSuccess: () => void toastDone(t("common.saved")),
      onSettled: () => queryClient.invalidateQueries(api.customerNotices.pathFilter()),
    }),
  );
  return (
    <div className="flex flex-col gap-4">
      <SettingsHeader title="settings.messages" />
      <ReadOnly permission="settings:manage" />
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!wrong) save.mutate({ steps, preferred, accent, replyTo: answers === "" ? null : answers });
        }}
      >
        <Card title={t("messages.steps")} hint={t("messages.stepsHint")}>
          <div className="flex flex-col gap-4">
            {NOTICE_STEPS.map((step) => (
              <Switch
                key={step}
                label={t(`messages.step.${step}`)}
                hint={t(`messages.stepHint.${step}`)}
                checked={steps.includes(step)}
                disabled={refused !== undefined}
                onChange={(on) => setSteps(on ? [...steps, step] : steps.filter((one) => one !== step))}
              />
            ))}
          </div>
        </Card>
        <Card title={t("messages.preferred")}>
          <Select
            label={t("messages.way")}
            hint={t("messages.preferredHint")}
            value={preferred}
            disabled={refused !== undefined}
            onChange={({ target }) => setPreferred(NOTICE_CHANNELS.find((one) => one === target.value) ?? preferred)}
          >
            {NOTICE_CHANNELS.toReversed().map((channel) => (
              <option key={channel} value={channel}>
                {t(`messages.preferred.${channel}`)}
              </option>
            ))}
          </Select>
        </Card>
        <Card title={t("messages.look")} hint={t("messages.lookHint")}>
          <div className="grid gap-4 sm:grid-cols-[8rem_minmax(0,1fr)]">
            <Input
              type="color"
              label={t("messages.accent")}
              value={accent}
              disabled={refused !== undefined}
              onChange={(event) => setAccent(event.target.value.toLowerCase())}
            />
            <Input
              type="email"
              label={t("messages.replyTo")}
              hint={t("messages.replyToHint")}
              value={replyTo}
              disabled={refused !== undefined}
              error={wrong ? t("messages.replyToWrong") : undefined}
              onChange={(event) => setReplyTo(event.target.value)}
            />
          </div>
        </Card>
        <Refused error={save.error} />
        <div>
          <Button type="submit" look="primary" refused={refused} busy={save.isPending}>
            {t("common.save")}
          </Button>
        </div>
      </form>
      <PreviewCard />
    </div>
  );
}
