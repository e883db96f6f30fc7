import { RelativeTime } from "@nexusone/ui/amounts";
import { Button, IconButton } from "@nexusone/ui/button";
import { Textarea } from "@nexusone/ui/field";
import { useMutation } from "@tanstack/react-query";
import { Pencil, StickyNote, Trash2 } from "lucide-react";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import type { Note } from "./inbox-queries.ts";
import { LinkedText } from "./linked-text.tsx";
import { useAfterChange } from "./use-after-change.ts";

/** What a colleague noted, between the messages. Who wrote it changes it in place. */
export function NoteBubble({ note }: { note: Note }) {
  const t = useT();
  const { api } = useShop();
  const after = useAfterChange(note.conversationId);
  const [text, setText] = useState<string>();
  const edit = useMutation(api.conversations.editNote.mutationOptions({ onSuccess: after }));
  const remove = useMutation(api.conversations.deleteNote.mutationOptions({ onSuccess: after }));
  const save = (): void =>
    edit.mutate({ id: note.id, content: text ?? note.content }, { onSuccess: () => setText(undefined) });
  return (
    <li className="flex justify-center">
      <article
        aria-label={t("chat.noteOf", { name: note.byName })}
        className="w-full max-w-[34rem] rounded-md border border-wait/30 bg-wait-soft px-3 py-2 text-sm text-ink"
      >
        <p className="flex items-center gap-1.5 text-xs text-wait">
          <StickyNote size={13} aria-hidden />
          <bdi className="font-medium">{note.byName}</bdi>
          <RelativeTime at={note.at} />
          {note.own && text === undefined ? (
            <span className="ms-auto flex">
              <IconButton
                size="sm"
                label={t("common.edit")}
                icon={<Pencil size={13} aria-hidden />}
                onClick={() => setText(note.content)}
              />
              <IconButton
                size="sm"
                label={t("chat.deleteNote")}
                busy={remove.isPending}
                icon={<Trash2 size={13} aria-hidden />}
                onClick={() => remove.mutate({ id: note.id })}
              />
            </span>
          ) : null}
        </p>
        {text === undefined ? (
          <LinkedText className="mt-0.5">{note.content}</LinkedText>
        ) : (
          <div className="mt-1 flex flex-col gap-2">
            <Textarea
              label={t("chat.note")}
              hideLabel
              dir="auto"
              autoFocus
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
            <span className="flex justify-end gap-2">
              <Button size="sm" onClick={() => setText(undefined)}>
                {t("common.cancel")}
              </Button>
              <Button
                size="sm"
                look="primary"
                busy={edit.isPending}
                refused={text.trim() === "" ? t("form.required") : undefined}
                onClick={save}
              >
                {t("common.save")}
              </Button>
            </span>
          </div>
        )}
        <Refused error={edit.error ?? remove.error} bare />
      </article>
    </li>
  );
}
