import type { WebhookView } from "@nexusone/contracts/webhooks";
import { Button } from "@nexusone/ui/button";
import { Dialog } from "@nexusone/ui/dialog";
import { Checkbox } from "@nexusone/ui/toggle";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "../../../app/refused.tsx";
import { useT } from "../../../i18n/context.tsx";
import { useShop } from "../../../lib/shop.ts";
import { toastDone } from "../../../lib/toast.ts";

/** Asks what becomes of the events that were kept. */
export function ResumeDialog({ webhook, onClose }: { webhook: WebhookView; onClose: () => void }) {
  const t = useT();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const [deliverKept, setDeliverKept] = useState(true);
  const resume = useMutation(
    api.webhooks.resume.mutationOptions({
      onSuccess: async () => {
        onClose();
        void toastDone(t("webhooks.resumed"));
        await queryClient.invalidateQueries(api.webhooks.pathFilter());
      },
    }),
  );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t("webhooks.resumeTitle", { url: webhook.url })}
      footer={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button
            look="primary"
            busy={resume.isPending}
            onClick={() => resume.mutate({ webhookId: webhook.id, deliverKept })}
          >
            {t("webhooks.resumeAction")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Refused error={resume.error} />
        <Checkbox
          label={`${t("webhooks.resumeDeliver")} (${webhook.kept >= 1_000 ? "1000+" : webhook.kept})`}
          hint={t("webhooks.resumeDeliverHint")}
          checked={deliverKept}
          onChange={(event) => setDeliverKept(event.target.checked)}
        />
      </div>
    </Dialog>
  );
}
