import { ConnectCloudInput } from "@nexusone/contracts/channels";
import type { Environment } from "@nexusone/contracts/cj";
import { Button } from "@nexusone/ui/button";
import { Input } from "@nexusone/ui/field";
import { Checkbox } from "@nexusone/ui/toggle";
import { Refused } from "../../../app/refused.tsx";
import { useT } from "../../../i18n/context.tsx";
import { useContractForm } from "../../../lib/contract-form.ts";
import { useRefusal } from "../../../lib/shop.ts";
import { EnvironmentSelect } from "./environment-select.tsx";
import { OutLink, StepCard } from "./step-card.tsx";
import { useConnect } from "./use-connect.ts";

const META_NUMBERS = "https://business.facebook.com/wa/manage/phone-numbers/";
const META_USERS = "https://business.facebook.com/latest/settings/system_users";
const META_APPS = "https://developers.facebook.com/apps/";

type Values = {
  environment: Environment;
  label: string;
  phoneNumberId: string;
  accountId: string;
  token: string;
  ownApp: boolean;
  appId: string;
  appSecret: string;
};

type Props = { allowed: readonly Environment[]; appNeeded: readonly Environment[] };

/** Meta's own interface: where each key is found, and one button that tries them all. */
export function CloudForm({ allowed, appNeeded }: Props) {
  const t = useT();
  const refused = useRefusal("channels:manage");
  const connect = useConnect();
  const form = useContractForm<Values, typeof ConnectCloudInput>({
    schema: ConnectCloudInput,
    defaultValues: {
      environment: allowed.at(-1) ?? "live",
      label: "",
      phoneNumberId: "",
      accountId: "",
      token: "",
      ownApp: false,
      appId: "",
      appSecret: "",
    },
    toInput: ({ ownApp, appId, appSecret, label, environment, ...keys }) => ({
      provider: "cloud_api",
      environment,
      ...keys,
      ...(label.trim() && { label }),
      ...((ownApp || appNeeded.includes(environment)) && { app: { appId, appSecret } }),
    }),
    fieldOf: { "app.appId": "appId", "app.appSecret": "appSecret" },
    words: { phoneNumberId: t("channels.idBad"), accountId: t("channels.idBad"), appId: t("channels.idBad") },
  });
  const { errors } = form.formState;
  const mustBring = appNeeded.includes(form.watch("environment"));
  const brings = mustBring || form.watch("ownApp");
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => void form.handleSubmit((input) => connect.mutate(input))(event)}
    >
      <StepCard
        nth={1}
        title={t("channels.step.number")}
        hint={<OutLink href={META_NUMBERS}>{t("channels.openNumbers")}</OutLink>}
      >
        <div className="grid gap-4 sm:grid-cols-2">
          <Input
            label={t("channels.phoneNumberId")}
            hint={t("channels.phoneNumberIdHint")}
            inputMode="numeric"
            autoComplete="off"
            {...form.register("phoneNumberId")}
            error={errors.phoneNumberId?.message}
          />
          <Input
            label={t("channels.accountId")}
            hint={t("channels.accountIdHint")}
            inputMode="numeric"
            autoComplete="off"
            {...form.register("accountId")}
            error={errors.accountId?.message}
          />
        </div>
      </StepCard>
      <StepCard
        nth={2}
        title={t("channels.step.token")}
        hint={<OutLink href={META_USERS}>{t("channels.openUsers")}</OutLink>}
      >
        <Input
          label={t("channels.token")}
          hint={t("channels.tokenHint")}
          type="password"
          autoComplete="off"
          spellCheck={false}
          {...form.register("token")}
          error={errors.token?.message}
        />
      </StepCard>
      <StepCard
        nth={3}
        title={t("channels.step.app")}
        hint={<OutLink href={META_APPS}>{t("channels.openApps")}</OutLink>}
      >
        <div className="flex flex-col gap-4">
          {mustBring ? (
            <p className="text-sm text-soft">{t("channels.appNeeded")}</p>
          ) : (
            <Checkbox label={t("channels.ownApp")} hint={t("channels.ownAppHint")} {...form.register("ownApp")} />
          )}
          {brings ? (
            <div className="grid gap-4 sm:grid-cols-2">
              <Input
                label={t("channels.appId")}
                inputMode="numeric"
                autoComplete="off"
                {...form.register("appId")}
                error={errors.appId?.message}
              />
              <Input
                label={t("channels.appSecret")}
                hint={t("channels.appSecretHint")}
                type="password"
                autoComplete="off"
                spellCheck={false}
                {...form.register("appSecret")}
                error={errors.appSecret?.message}
              />
            </div>
          ) : null}
        </div>
      </StepCard>
      <StepCard nth={4} title={t("channels.step.name")}>
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
