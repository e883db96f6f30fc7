import type { ConversationId } from "@nexusone/contracts/ids";
import { Button } from "@nexusone/ui/button";
import { Textarea } from "@nexusone/ui/field";
import { useMutation } from "@tanstack/react-query";
import { StickyNote } from "lucide-react";
import type { RefObject } from "react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { useAfterChange } from "./use-after-change.ts";
import { useDraft } from "./use-draft.ts";

type Props = {
  conversationId: ConversationId;
  box: RefObject<HTMLTextAreaElement | null>;
  onSent: () => void;
};

/** Writes to colleagues beside the conversation. */
export function NoteBox({ conversationId, box, onSent }: Props) {
  const t = useT();
  const { api } = useShop();
  const [text, setText] = useDraft(`note.${conversationId}`);
  const after = useAfterChange(conversationId);
  const refused = useRefusal("conversations:reply");
  const add = useMutation(api.conversations.addNote.mutationOptions({ onSuccess: after }));
  const save = (): void => {
    if (text.trim() === "" || add.isPending || refused !== undefined) return;
    const onSuccess = (): void => {
      setText("");
      onSent();
    };
    add.mutate({ conversationId, content: text }, { onSuccess });
  };
  return (
    <div className="flex flex-col gap-2">
      <Refused error={add.error} onRetry={save} />
      <Textarea
        ref={box}
        label={t("chat.note")}
        hideLabel
        rows={2}
        dir="auto"
        value={text}
        placeholder={t("chat.notePlaceholder")}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          save();
        }}
      />
      <div className="flex items-center gap-2">
        <p className="flex min-w-0 flex-1 items-center gap-1.5 text-xs text-wait">
          <StickyNote size={13} className="shrink-0" aria-hidden />
          {t("chat.noteHint")}
        </p>
        <Button
          look="primary"
          busy={add.isPending}
          refused={refused ?? (text.trim() === "" ? t("form.required") : undefined)}
          onClick={save}
        >
          {t("chat.addNote")}
        </Button>
      </div>
    </div>
  );
}
