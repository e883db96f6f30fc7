import type { MessageId } from "@nexusone/contracts/ids";
import { explain, isReasonCode } from "@nexusone/contracts/reasons";
import { Button, IconButton } from "@nexusone/ui/button";
import { cx } from "@nexusone/ui/cx";
import { Textarea } from "@nexusone/ui/field";
import { useMutation, useQuery } from "@tanstack/react-query";
import { LayoutTemplate, SendHorizontal, X } from "lucide-react";
import { type RefObject, useRef, useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useI18n, useT } from "../../i18n/context.tsx";
import type { Translate } from "../../i18n/translate.ts";
import { refusalOf } from "../../lib/api.ts";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { AttachMenu } from "./attach-menu.tsx";
import { AttachmentLine } from "./attachment-line.tsx";
import { Quoted } from "./bubble.tsx";
import { DraftButton } from "./draft-button.tsx";
import { GuardLine } from "./guard-line.tsx";
import type { Conversation, Message } from "./inbox-queries.ts";
import { SavedReplies } from "./saved-replies.tsx";
import { TemplateDialog } from "./template-dialog.tsx";
import { useAttachments, type Attachment, type ReadyFile } from "./use-attachments.ts";
import { useAfterChange } from "./use-after-change.ts";
import { useDraft } from "./use-draft.ts";
import { takesCaption, useSendReply } from "./use-send-reply.ts";

type Props = {
  conversation: Conversation;
  customer: string;
  box: RefObject<HTMLTextAreaElement | null>;
  quoted: Message | undefined;
  onUnquote: () => void;
  onType: () => void;
  onSent: () => void;
};

/** WhatsApp shows for so long that somebody types. */
const TYPING_EVERY_MS = 20_000;
const GUARD_EVERY_MS = 60_000;

/** Writes to the customer. What will happen is said before it is sent; what cannot leave stays as a draft. */
export function ReplyBox({ conversation, customer, box, quoted, onUnquote, onType, onSent }: Props) {
  const t = useT();
  const { locale } = useI18n();
  const { api } = useShop();
  const { id: conversationId } = conversation;
  const [choosing, setChoosing] = useState(false);
  const [text, setText] = useDraft(`reply.${conversationId}`);
  const after = useAfterChange(conversationId);
  const role = useRefusal("conversations:reply");
  const guard = useQuery({
    ...api.messages.guard.queryOptions({ conversationId }),
    refetchInterval: GUARD_EVERY_MS,
  });
  const take = useMutation(api.conversations.take.mutationOptions({ onSuccess: after }));
  const typing = useMutation(api.messages.showTyping.mutationOptions());
  const toldAt = useRef(0);
  const closed =
    guard.data && guard.data.allowed !== "anything" && isReasonCode(guard.data.reason)
      ? explain(guard.data.reason, locale, guard.data.details).sentence
      : undefined;
  const { attachments, ...files } = useAttachments();
  const refused = role ?? closed ?? unready(attachments, text, t);
  const send = useSendReply(conversationId, {
    onSent: (file, withText) => {
      if (file) files.drop(file.key);
      if (withText) setText("");
      onUnquote();
      onSent();
    },
    onRefused: files.keep,
  });

  const submit = (some: readonly ReadyFile[] = attachments.filter(isReady)): void => {
    if (refused !== undefined || send.isPending) return;
    send.mutate({ text, files: some, quotedMessageId: quoted?.id as MessageId | undefined });
  };
  const write = (next: string): void => {
    setText(next);
    onType();
    if (guard.data?.allowed !== "anything" || Date.now() - toldAt.current < TYPING_EVERY_MS) return;
    toldAt.current = Date.now();
    typing.mutate({ conversationId });
  };
  const attach = (list: FileList): void => {
    if (role === undefined && closed === undefined) files.add([...list]);
  };
  const taken = refusalOf(send.error)?.reason === "conversations.taken";
  return (
    <div
      className="flex flex-col gap-2"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        attach(event.dataTransfer.files);
      }}
      onPaste={(event) => attach(event.clipboardData.files)}
    >
      <Refused error={send.error ?? take.error} onRetry={() => submit()} />
      {taken ? (
        <Button
          size="sm"
          className="self-start"
          busy={take.isPending}
          onClick={() => take.mutate({ id: conversationId, force: true }, { onSuccess: () => submit() })}
        >
          {t("chat.takeAndSend")}
        </Button>
      ) : null}
      {quoted ? (
        <div className="flex items-start gap-2">
          <div className="min-w-0 flex-1">
            <Quoted
              quote={{
                messageId: null,
                direction: quoted.direction,
                kind: quoted.kind,
                content: quoted.text || t("chat.kind.other"),
              }}
              customer={customer}
              onOpen={() => undefined}
            />
          </div>
          <IconButton size="sm" label={t("chat.unquote")} icon={<X size={14} aria-hidden />} onClick={onUnquote} />
        </div>
      ) : null}
      {attachments.length > 1 ? (
        <p className="text-xs text-soft">{t("chat.filesEach", { count: attachments.length })}</p>
      ) : null}
      {attachments.length > 0 ? (
        <ul aria-label={t("chat.files")} className="flex max-h-[min(18rem,35vh)] flex-col gap-1.5 overflow-y-auto">
          {attachments.map((one) => (
            <li key={one.key}>
              <AttachmentLine
                attachment={one}
                named={attachments.length > 1}
                onDrop={() => files.drop(one.key)}
                locked={send.isPending}
                onSend={() => isReady(one) && submit([one])}
              />
            </li>
          ))}
        </ul>
      ) : null}
      <Textarea
        ref={box}
        label={t("chat.reply")}
        hideLabel
        rows={2}
        dir="auto"
        value={text}
        placeholder={
          attachments.length > 0 ? t("chat.captionPlaceholder") : t("chat.replyPlaceholder", { name: customer })
        }
        onChange={(event) => write(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          submit();
        }}
      />
      <div className="flex flex-wrap items-center justify-end gap-2">
        <div className={cx("min-w-0 flex-1", guard.data?.allowed === "anything" ? "basis-40" : "basis-full")}>
          <GuardLine guard={guard} />
        </div>
        {guard.data?.allowed === "nothing" ? null : (
          <Button
            look={guard.data?.allowed === "template" ? "primary" : "quiet"}
            icon={<LayoutTemplate size={15} aria-hidden />}
            refused={role}
            onClick={() => setChoosing(true)}
          >
            {t("chat.useTemplate")}
          </Button>
        )}
        {guard.data?.allowed === "anything" && role === undefined ? (
          <AttachMenu onFiles={files.add} onTaken={files.take} />
        ) : null}
        <DraftButton {...{ conversationId, box, text }} onText={setText} refused={role ?? closed} />
        <SavedReplies
          conversationId={conversationId}
          onChoose={(reply) => {
            write(text === "" ? reply : `${text}\n${reply}`);
            box.current?.focus();
          }}
        />
        <Button
          look={guard.data?.allowed === "template" ? "plain" : "primary"}
          busy={send.isPending}
          refused={refused}
          icon={<SendHorizontal size={15} className="rtl:-scale-x-100" aria-hidden />}
          onClick={() => submit()}
        >
          {t("chat.send")}
        </Button>
      </div>
      {choosing ? (
        <TemplateDialog conversation={conversation} onClose={() => setChoosing(false)} onSent={onSent} />
      ) : null}
    </div>
  );
}

const isReady = (one: Attachment): one is ReadyFile => one.state === "ready";

/** Why it cannot leave yet; undefined when it can. Files that failed keep back no others. */
function unready(attachments: readonly Attachment[], text: string, t: Translate): string | undefined {
  if (attachments.length === 0) return text.trim() === "" ? t("chat.empty.text") : undefined;
  if (attachments.some(({ state }) => state === "sending")) return t("chat.fileStillGoing");
  const ready = attachments.filter(isReady);
  if (ready.length === 0) return t("chat.fileRefused");
  return text.trim() === "" || ready.some(takesCaption) ? undefined : t("chat.noCaption");
}
