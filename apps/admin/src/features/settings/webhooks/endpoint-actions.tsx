import { isListening, type WebhookView } from "@nexusone/contracts/webhooks";
import { Button } from "@nexusone/ui/button";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Confirm } from "../../../app/confirm.tsx";
import { Refused } from "../../../app/refused.tsx";
import { useT } from "../../../i18n/context.tsx";
import { useRefusal, useShop } from "../../../lib/shop.ts";
import { toastDone } from "../../../lib/toast.ts";
import { EndpointDialog } from "./endpoint-dialog.tsx";
import { ReplayDialog } from "./replay-dialog.tsx";
import { ResumeDialog } from "./resume-dialog.tsx";
import { SecretDialog } from "./secret-dialog.tsx";

type Asking = "edit" | "rotate" | "resume" | "replay" | "delete";

export function EndpointActions({ webhook }: { webhook: WebhookView }) {
  const t = useT();
  const { api, slug } = useShop();
  const refused = useRefusal("webhooks:manage");
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState<Asking>();
  const close = (): void => setAsking(undefined);
  const { id: webhookId, url } = webhook;
  const changed = () => queryClient.invalidateQueries(api.webhooks.pathFilter());
  const said = (words: string) => async (): Promise<void> => {
    void toastDone(words);
    await changed();
  };
  const test = useMutation(api.webhooks.test.mutationOptions({ onSuccess: said(t("webhooks.tested")) }));
  const pause = useMutation(api.webhooks.pause.mutationOptions({ onSuccess: said(t("webhooks.paused")) }));
  const rotate = useMutation(api.webhooks.registerSecret.mutationOptions({ onSuccess: changed }));
  const remove = useMutation(
    api.webhooks.delete.mutationOptions({
      onSuccess: async () => {
        void toastDone(t("webhooks.deleted"));
        await navigate({ to: "/m/$slug/settings/webhooks", params: { slug } });
        await changed();
      },
    }),
  );
  const button = (words: string, ask: Asking, look?: "danger") => (
    <Button refused={refused} look={look} onClick={() => setAsking(ask)}>
      {words}
    </Button>
  );
  return (
    <div className="flex flex-col gap-3">
      <Refused error={test.error ?? pause.error} />
      <div className="flex flex-wrap gap-2">
        <Button look="primary" refused={refused} busy={test.isPending} onClick={() => test.mutate({ webhookId })}>
          {t("webhooks.test")}
        </Button>
        {isListening(webhook.state) ? (
          <Button refused={refused} busy={pause.isPending} onClick={() => pause.mutate({ webhookId })}>
            {t("webhooks.pause")}
          </Button>
        ) : (
          button(t("webhooks.resume"), "resume")
        )}
        {button(t("webhooks.replay"), "replay")}
        {button(t("common.edit"), "edit")}
        {button(t("webhooks.rotate"), "rotate")}
        {button(t("webhooks.delete"), "delete", "danger")}
      </div>
      {asking === "edit" ? <EndpointDialog webhook={webhook} onClose={close} /> : null}
      {asking === "resume" ? <ResumeDialog webhook={webhook} onClose={close} /> : null}
      {asking === "replay" ? <ReplayDialog webhookId={webhookId} onClose={close} /> : null}
      {asking === "rotate" && !rotate.data ? (
        <Confirm
          title={t("webhooks.rotateTitle")}
          action={t("webhooks.rotateAction")}
          busy={rotate.isPending}
          error={rotate.error}
          onConfirm={() => rotate.mutate({ webhookId })}
          onClose={close}
        >
          {t("webhooks.rotateText")}
        </Confirm>
      ) : null}
      {rotate.data ? <SecretDialog secret={rotate.data.secret} onClose={() => (rotate.reset(), close())} /> : null}
      {asking === "delete" ? (
        <Confirm
          title={t("webhooks.deleteTitle", { url })}
          action={t("webhooks.deleteAction")}
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate({ webhookId })}
          onClose={close}
        >
          {t("webhooks.deleteText")}
        </Confirm>
      ) : null}
    </div>
  );
}
