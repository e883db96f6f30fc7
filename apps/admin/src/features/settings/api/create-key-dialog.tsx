import { CreateApiKeyInput } from "@nexusone/contracts/api-keys";
import type { ApiKeyScope } from "@nexusone/contracts/permissions";
import { Input, Select } from "@nexusone/ui/field";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FormDialog } from "../../../app/form-dialog.tsx";
import { SecretDialog } from "../../../app/secret-dialog.tsx";
import { useT } from "../../../i18n/context.tsx";
import { useContractForm } from "../../../lib/contract-form.ts";
import { useShop } from "../../../lib/shop.ts";
import { ScopeChooser } from "./scope-chooser.tsx";

const EXPIRIES = ["30", "90", "365", "never"] as const;
type Values = { name: string; expiry: (typeof EXPIRIES)[number]; scopes: ApiKeyScope[] };

/** Asks what the key is for and may do, then shows it, this once. */
export function CreateKeyDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { api } = useShop();
  const queryClient = useQueryClient();
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
    <FormDialog
      wide
      title={t("api.create")}
      action={t("api.createAction")}
      busy={create.isPending}
      error={create.error}
      onClose={onClose}
      onSubmit={(event) => void form.handleSubmit((input) => create.mutate(input))(event)}
    >
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
    </FormDialog>
  );
}

/** The new key, this once. */
function NewKey({ apiKey, onClose }: { apiKey: string; onClose: () => void }) {
  const t = useT();
  const words = {
    title: t("api.created"),
    text: t("api.createdText"),
    label: t("api.key"),
    copy: t("api.copyKey"),
    done: t("api.done"),
    leaving: t("api.leaving"),
  };
  return <SecretDialog secret={apiKey} words={words} onClose={onClose} />;
}
