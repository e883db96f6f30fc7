import { CreateApiKeyInput } from "@nexusone/contracts/api-keys";
import type { ApiKeyScope } from "@nexusone/contracts/permissions";
import { Button } from "@nexusone/ui/button";
import { Dialog } from "@nexusone/ui/dialog";
import { Input, Select } from "@nexusone/ui/field";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Copy } from "lucide-react";
import { useId, useState } from "react";
import { Refused } from "../../../app/refused.tsx";
import { useT } from "../../../i18n/context.tsx";
import { useContractForm } from "../../../lib/contract-form.ts";
import { copyText } from "../../../lib/copy.ts";
import { useShop } from "../../../lib/shop.ts";
import { ScopeChooser } from "./scope-chooser.tsx";

const EXPIRIES = ["30", "90", "365", "never"] as const;
type Values = { name: string; expiry: (typeof EXPIRIES)[number]; scopes: ApiKeyScope[] };

/** Asks what the key is for and may do, then shows it, this once. */
export function CreateKeyDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const formId = useId();
  const form = useContractForm<Values, typeof CreateApiKeyInput>({
    schema: CreateApiKeyInput,
    defaultValues: { name: "", expiry: "90", scopes: ["catalog:read"] },
    toInput: ({ name, expiry, scopes }) => ({
      name,
      scopes,
      expiresInDays: expiry === "never" ? null : Number(expiry),
    }),
    words: { scopes: t("api.scopesNone") },
  });
  const create = useMutation(
    api.apiKeys.create.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(api.apiKeys.list.pathFilter()),
    }),
  );
  if (create.data) return <NewKey apiKey={create.data.key} onClose={onClose} />;
  return (
    <Dialog
      open
      wide
      onOpenChange={onClose}
      title={t("api.create")}
      footer={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" form={formId} look="primary" busy={create.isPending}>
            {t("api.createAction")}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => void form.handleSubmit((input) => create.mutate(input))(event)}
      >
        <Refused error={create.error} />
        <div className="grid gap-4 sm:grid-cols-2">
          <Input
            label={t("api.name")}
            hint={t("api.nameHint")}
            maxLength={60}
            autoComplete="off"
            {...form.register("name")}
            error={form.formState.errors.name?.message}
          />
          <Select label={t("api.expiry")} {...form.register("expiry")}>
            {EXPIRIES.map((expiry) => (
              <option key={expiry} value={expiry}>
                {t(`api.expiry.${expiry}`)}
              </option>
            ))}
          </Select>
        </div>
        <ScopeChooser
          value={form.watch("scopes")}
          error={form.formState.errors.scopes?.message}
          onChange={(scopes) => form.setValue("scopes", scopes, { shouldValidate: form.formState.isSubmitted })}
        />
      </form>
    </Dialog>
  );
}

/** Asks before it goes: a key that was clicked away is lost. */
function NewKey({ apiKey, onClose }: { apiKey: string; onClose: () => void }) {
  const t = useT();
  const [leaving, setLeaving] = useState(false);
  return (
    <Dialog
      open
      wide
      onOpenChange={() => (leaving ? onClose() : setLeaving(true))}
      title={t("api.created")}
      description={t("api.createdText")}
      footer={
        <>
          <Button icon={<Copy size={14} aria-hidden />} onClick={() => void copyText(apiKey, t)}>
            {t("api.copyKey")}
          </Button>
          <Button look="primary" onClick={onClose}>
            {t("api.done")}
          </Button>
        </>
      }
    >
      <Input
        label={t("api.key")}
        readOnly
        value={apiKey}
        controlClassName="font-mono"
        onFocus={(event) => event.target.select()}
      />
      {leaving ? (
        <p role="alert" className="mt-3 rounded-md bg-wait-soft px-3 py-2 text-wait">
          {t("api.leaving")}
        </p>
      ) : null}
    </Dialog>
  );
}
