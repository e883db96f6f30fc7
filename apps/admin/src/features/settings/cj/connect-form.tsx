import { ConnectCjInput, type Environment } from "@nexusone/contracts/cj";
import { Button, buttonClass } from "@nexusone/ui/button";
import { Input, Select } from "@nexusone/ui/field";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ExternalLink } from "lucide-react";
import { Refused } from "../../../app/refused.tsx";
import { useT } from "../../../i18n/context.tsx";
import { useContractForm } from "../../../lib/contract-form.ts";
import { useRefusal, useShop } from "../../../lib/shop.ts";
import { toastDone } from "../../../lib/toast.ts";

/** Where CJ shows a person their key. */
const CJ_KEYS = "https://cjdropshipping.com/myCJ.html#/apikey";

type Values = { apiKey: string; environment: Environment };

/** The key goes to the server once and is never read back. */
export function ConnectForm({ allowed }: { allowed: readonly Environment[] }) {
  const t = useT();
  const { api } = useShop();
  const refused = useRefusal("cj:manage");
  const queryClient = useQueryClient();
  const form = useContractForm<Values, typeof ConnectCjInput>({
    schema: ConnectCjInput,
    defaultValues: { apiKey: "", environment: allowed[0] ?? "live" },
    words: { apiKey: t("cj.keyBad") },
  });
  const connect = useMutation(
    api.cj.connect.mutationOptions({
      onSuccess: (status) => {
        queryClient.setQueryData(api.cj.getStatus.queryKey(), status);
        void queryClient.invalidateQueries(api.cj.listUsage.pathFilter());
        void toastDone(t("cj.tested"));
      },
    }),
  );
  const { errors } = form.formState;
  return (
    <form
      noValidate
      className="flex max-w-lg flex-col gap-4"
      onSubmit={(event) => void form.handleSubmit((input) => connect.mutate(input))(event)}
    >
      <Refused error={connect.error} />
      {allowed.length > 1 ? (
        <Select label={t("cj.environment")} {...form.register("environment")}>
          {allowed.map((environment) => (
            <option key={environment} value={environment}>
              {t("common.pair", {
                name: t(`env.${environment}`),
                value: t(environment === "sandbox" ? "env.sandboxHint" : "env.liveHint"),
              })}
            </option>
          ))}
        </Select>
      ) : null}
      <Input
        label={t("cj.key")}
        hint={t("cj.keyHint")}
        type="password"
        autoComplete="off"
        spellCheck={false}
        {...form.register("apiKey")}
        error={errors.apiKey?.message}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" busy={connect.isPending} refused={refused}>
          {t("cj.connect")}
        </Button>
        <a href={CJ_KEYS} target="_blank" rel="noreferrer" className={buttonClass()}>
          {t("cj.keyOpen")}
          <ExternalLink size={13} aria-hidden />
        </a>
      </div>
    </form>
  );
}
