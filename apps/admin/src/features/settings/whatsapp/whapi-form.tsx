import { ConnectWhapiInput } from "@nexusone/contracts/channels";
import type { Environment } from "@nexusone/contracts/cj";
import { Button } from "@nexusone/ui/button";
import { Input } from "@nexusone/ui/field";
import { TriangleAlert } from "lucide-react";
import { Refused } from "../../../app/refused.tsx";
import { useT } from "../../../i18n/context.tsx";
import { useContractForm } from "../../../lib/contract-form.ts";
import { useRefusal } from "../../../lib/shop.ts";
import { EnvironmentSelect } from "./environment-select.tsx";
import { OutLink, StepCard } from "./step-card.tsx";
import { useConnect } from "./use-connect.ts";

const WHAPI_PANEL = "https://panel.whapi.cloud/dashboard";

type Values = { environment: Environment; label: string; channelId: string; token: string };

/** A linked phone over Whapi: link it there, then bring the channel's id and token. */
export function WhapiForm({ allowed }: { allowed: readonly Environment[] }) {
  const t = useT();
  const refused = useRefusal("channels:manage");
  const connect = useConnect();
  const form = useContractForm<Values, typeof ConnectWhapiInput>({
    schema: ConnectWhapiInput,
    defaultValues: { environment: allowed.at(-1) ?? "live", label: "", channelId: "", token: "" },
    toInput: ({ label, ...keys }) => ({ provider: "whapi", ...keys, ...(label.trim() && { label }) }),
    words: { channelId: t("channels.channelIdBad") },
  });
  const { errors } = form.formState;
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => void form.handleSubmit((input) => connect.mutate(input))(event)}
    >
      <p className="flex items-start gap-2 rounded-md bg-wait-soft px-3 py-2 text-sm text-wait">
        <TriangleAlert size={15} className="mt-0.5 shrink-0" aria-hidden />
        {t("channels.whapiRisk")}
      </p>
      <StepCard
        nth={1}
        title={t("channels.step.link")}
        hint={<OutLink href={WHAPI_PANEL}>{t("channels.openWhapi")}</OutLink>}
      >
        <p className="text-sm text-soft">{t("channels.linkText")}</p>
      </StepCard>
      <StepCard nth={2} title={t("channels.step.keys")}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Input
            label={t("channels.channelId")}
            hint={t("channels.channelIdHint")}
            autoComplete="off"
            spellCheck={false}
            {...form.register("channelId")}
            error={errors.channelId?.message}
          />
          <Input
            label={t("channels.whapiToken")}
            type="password"
            autoComplete="off"
            spellCheck={false}
            {...form.register("token")}
            error={errors.token?.message}
          />
        </div>
      </StepCard>
      <StepCard nth={3} title={t("channels.step.name")}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Input
            label={t("channels.label")}
            hint={t("channels.labelHint")}
            optional
            maxLength={60}
            {...form.register("label")}
            error={errors.label?.message}
          />
          <EnvironmentSelect allowed={allowed} {...form.register("environment")} />
        </div>
      </StepCard>
      <Refused error={connect.error} />
      <div>
        <Button type="submit" look="primary" busy={connect.isPending} refused={refused}>
          {t("channels.checkConnect")}
        </Button>
      </div>
    </form>
  );
}
