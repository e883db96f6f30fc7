import type { ConversationId } from "@nexusone/contracts/ids";
import { Button, IconButton } from "@nexusone/ui/button";
import { Dialog } from "@nexusone/ui/dialog";
import { Input, Textarea } from "@nexusone/ui/field";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { MessageSquareQuote, Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { FormDialog } from "../../app/form-dialog.tsx";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useShop } from "../../lib/shop.ts";

type Reply = Outputs["conversations"]["listSavedReplies"][number];
type Props = { conversationId: ConversationId; onChoose: (text: string) => void };

/** Texts that are sent often, filled in for this customer; and where they are written. */
export function SavedReplies({ conversationId, onChoose }: Props) {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton
        label={t("chat.replies")}
        icon={<MessageSquareQuote size={16} aria-hidden />}
        onClick={() => setOpen(true)}
      />
      {open ? (
        <RepliesDialog
          conversationId={conversationId}
          onClose={() => setOpen(false)}
          onChoose={(text) => {
            setOpen(false);
            onChoose(text);
          }}
        />
      ) : null}
    </>
  );
}

function RepliesDialog({ conversationId, onChoose, onClose }: Props & { onClose: () => void }) {
  const t = useT();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const replies = useQuery(api.conversations.listSavedReplies.queryOptions({ conversationId }));
  const [words, setWords] = useState("");
  const [editing, setEditing] = useState<Reply | "new">();
  const remove = useMutation(
    api.conversations.deleteSavedReply.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(api.conversations.listSavedReplies.pathFilter()),
    }),
  );
  const wanted = words.trim().toLowerCase();
  const shown = (replies.data ?? []).filter(
    ({ name, content }) => name.toLowerCase().includes(wanted) || content.toLowerCase().includes(wanted),
  );
  if (editing !== undefined)
    return <EditReply reply={editing === "new" ? undefined : editing} onClose={() => setEditing(undefined)} />;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t("chat.replies")}
      footer={
        <Button icon={<Plus size={15} aria-hidden />} onClick={() => setEditing("new")}>
          {t("chat.newReply")}
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        <Refused error={replies.error ?? remove.error} onRetry={() => void replies.refetch()} />
        <Input
          label={t("chat.findReply")}
          hideLabel
          autoFocus
          placeholder={t("chat.findReply")}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        {replies.isSuccess && shown.length === 0 ? <p className="text-sm text-muted">{t("chat.noReplies")}</p> : null}
        <ul className="flex flex-col" aria-label={t("chat.replies")}>
          {shown.map((reply) => (
            <li key={reply.id} className="flex items-start gap-1 border-b border-line py-1 last:border-b-0">
              <button
                type="button"
                className="min-w-0 flex-1 rounded-sm px-2 py-1.5 text-start hover:bg-hover"
                onClick={() => onChoose(reply.filled)}
              >
                <bdi className="block truncate text-sm font-medium text-ink">{reply.name}</bdi>
                <span dir="auto" className="line-clamp-2 block text-sm text-soft">
                  {reply.filled}
                </span>
                {reply.missing.length > 0 ? (
                  <span className="block text-xs text-wait">
                    {t("chat.replyMissing", { places: reply.missing.join(", ") })}
                  </span>
                ) : null}
              </button>
              <IconButton
                size="sm"
                label={t("chat.editReply", { name: reply.name })}
                icon={<Pencil size={13} aria-hidden />}
                onClick={() => setEditing(reply)}
              />
              <IconButton
                size="sm"
                label={t("chat.deleteReply", { name: reply.name })}
                busy={remove.isPending && remove.variables.id === reply.id}
                icon={<Trash2 size={13} aria-hidden />}
                onClick={() => remove.mutate({ id: reply.id })}
              />
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}

function EditReply({ reply, onClose }: { reply: Reply | undefined; onClose: () => void }) {
  const t = useT();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const [name, setName] = useState(reply?.name ?? "");
  const [content, setContent] = useState(reply?.content ?? "");
  const onSuccess = async (): Promise<void> => {
    await queryClient.invalidateQueries(api.conversations.listSavedReplies.pathFilter());
    onClose();
  };
  const create = useMutation(api.conversations.createSavedReply.mutationOptions({ onSuccess }));
  const update = useMutation(api.conversations.updateSavedReply.mutationOptions({ onSuccess }));
  return (
    <FormDialog
      title={t(reply ? "chat.changeReply" : "chat.newReply")}
      action={t("common.save")}
      busy={create.isPending || update.isPending}
      refused={name.trim() === "" || content.trim() === "" ? t("form.required") : undefined}
      error={create.error ?? update.error}
      onSubmit={() => (reply ? update.mutate({ id: reply.id, name, content }) : create.mutate({ name, content }))}
      onClose={onClose}
    >
      <Input
        label={t("chat.replyName")}
        value={name}
        maxLength={60}
        onChange={(event) => setName(event.target.value)}
      />
      <Textarea
        label={t("chat.replyText")}
        dir="auto"
        hint={t("chat.replyHint")}
        value={content}
        maxLength={4_000}
        onChange={(event) => setContent(event.target.value)}
      />
    </FormDialog>
  );
}
