import type { EventType } from "@nexusone/contracts/events";
import { CreateWebhookInput, type WebhookView } from "@nexusone/contracts/webhooks";
import { Input } from "@nexusone/ui/field";
import { Switch } from "@nexusone/ui/toggle";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FormDialog } from "../../../app/form-dialog.tsx";
import { useT } from "../../../i18n/context.tsx";
import { useContractForm } from "../../../lib/contract-form.ts";
import { useShop } from "../../../lib/shop.ts";
import { toastDone } from "../../../lib/toast.ts";
import { EventChooser } from "./event-chooser.tsx";
import { SecretDialog } from "./secret-dialog.tsx";

type Values = {
  url: string;
  description: string;
  all: boolean;
  eventTypes: EventType[];
  ordered: boolean;
  ratePerMinute: string;
  bodySignature: boolean;
};

/** Adds an endpoint, and shows its secret this once; or changes the one that is given. */
export function EndpointDialog({ webhook, onClose }: { webhook?: WebhookView; onClose: () => void }) {
  const t = useT();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const form = useContractForm<Values, typeof CreateWebhookInput>({
    schema: CreateWebhookInput,
    defaultValues: {
      url: webhook?.url ?? "",
      description: webhook?.description ?? "",
      all: (webhook?.eventTypes.length ?? 0) === 0,
      eventTypes: webhook?.eventTypes ?? [],
      ordered: webhook?.ordered ?? false,
      ratePerMinute: String(webhook?.ratePerMinute ?? 600),
      bodySignature: webhook?.bodySignature ?? false,
    },
    toInput: ({ all, ratePerMinute, eventTypes, ...values }) => ({
      ...values,
      // Nothing chosen is not "everything": it is refused.
      eventTypes: all ? [] : eventTypes.length > 0 ? eventTypes : ["nothing"],
      ratePerMinute: Number(ratePerMinute),
    }),
    fieldOf: { "eventTypes.0": "eventTypes" },
    words: { url: t("webhooks.urlBad"), eventTypes: t("webhooks.eventsNone") },
  });
  const onSuccess = () => queryClient.invalidateQueries(api.webhooks.pathFilter());
  const create = useMutation(api.webhooks.create.mutationOptions({ onSuccess }));
  const update = useMutation(
    api.webhooks.update.mutationOptions({
      onSuccess: async () => {
        onClose();
        void toastDone(t("common.saved"));
        await onSuccess();
      },
    }),
  );
  if (create.data) return <SecretDialog secret={create.data.secret} onClose={onClose} />;
  const { errors } = form.formState;
  const values = form.watch();
  return (
    <FormDialog
      wide
      title={t(webhook ? "webhooks.edit" : "webhooks.new")}
      action={t(webhook ? "common.save" : "webhooks.create")}
      busy={create.isPending || update.isPending}
      error={create.error ?? update.error}
      onClose={onClose}
      onSubmit={(event) =>
        void form.handleSubmit((input) =>
          webhook ? update.mutate({ webhookId: webhook.id, ...input }) : create.mutate(input),
        )(event)
      }
    >
      <Input
        label={t("webhooks.url")}
        hint={t("webhooks.urlHint")}
        type="url"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        placeholder="https://"
        {...form.register("url")}
        error={errors.url?.message}
      />
      <Input
        label={t("webhooks.description")}
        hint={t("webhooks.descriptionHint")}
        optional
        maxLength={200}
        {...form.register("description")}
        error={errors.description?.message}
      />
      <EventChooser
        all={values.all}
        value={values.eventTypes}
        error={errors.eventTypes?.message}
        onAll={(all) => form.setValue("all", all)}
        onChange={(types) => form.setValue("eventTypes", types)}
      />
      <Input
        className="max-w-48"
        label={t("webhooks.rate")}
        inputMode="numeric"
        {...form.register("ratePerMinute")}
        error={errors.ratePerMinute?.message}
      />
      <Switch
        label={t("webhooks.ordered")}
        hint={t("webhooks.orderedHint")}
        checked={values.ordered}
        onChange={(on) => form.setValue("ordered", on)}
      />
      <Switch
        label={t("webhooks.bodySignature")}
        hint={t("webhooks.bodySignatureHint")}
        checked={values.bodySignature}
        onChange={(on) => form.setValue("bodySignature", on)}
      />
    </FormDialog>
  );
}
