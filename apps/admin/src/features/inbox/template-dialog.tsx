import { Dialog } from "@nexusone/ui/dialog";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { TemplatePicker } from "../templates/template-picker.tsx";
import type { Conversation } from "./inbox-queries.ts";
import { useAfterChange } from "./use-after-change.ts";

type Props = { conversation: Conversation; onClose: () => void; onSent: () => void };

/** What may still be sent while the window is closed: an approved template, filled with what is known of the person. */
export function TemplateDialog({ conversation: { id, channel, contact }, onClose, onSent }: Props) {
  const t = useT();
  const { api } = useShop();
  const refused = useRefusal("conversations:reply");
  const after = useAfterChange(id);
  const panel = useQuery(api.conversations.panel.queryOptions({ id }));
  const send = useMutation(
    api.messages.sendTemplate.mutationOptions({
      onSuccess: async () => {
        await after();
        onSent();
        onClose();
      },
    }),
  );
  return (
    <Dialog open wide onOpenChange={onClose} title={t("chat.templateTitle")} description={t("chat.templateHint")}>
      <TemplatePicker
        channelId={channel.id}
        contact={{ id: contact.id, language: panel.data?.contact.language ?? null }}
        action={t("chat.sendTemplate")}
        busy={send.isPending}
        refused={refused}
        error={send.error}
        onSend={({ templateId, given }) => send.mutate({ conversationId: id, templateId, variables: given })}
      />
    </Dialog>
  );
}
