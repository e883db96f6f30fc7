import { cx } from "@nexusone/ui/cx";
import { type Ref, useImperativeHandle, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useT } from "../../i18n/context.tsx";
import type { Conversation, Message } from "./inbox-queries.ts";
import { NoteBox } from "./note-box.tsx";
import { ReplyBox } from "./reply-box.tsx";

const MODES = ["reply", "note"] as const;
type Mode = (typeof MODES)[number];
export type ComposerHandle = { readonly focus: (mode: Mode) => void };
type Props = {
  ref: Ref<ComposerHandle>;
  conversation: Conversation;
  customer: string;
  quoted: Message | undefined;
  onUnquote: () => void;
  onType: () => void;
  onSent: () => void;
};

/** Where one writes: to the customer, or to colleagues. Each has its draft. */
export function Composer({ ref, conversation, customer, quoted, onUnquote, onType, onSent }: Props) {
  const t = useT();
  const box = useRef<HTMLTextAreaElement>(null);
  const [mode, setMode] = useState<Mode>("reply");
  const focus = (next: Mode): void => {
    flushSync(() => setMode(next));
    box.current?.focus();
  };
  useImperativeHandle(ref, () => ({ focus }), []);
  return (
    <div className={cx("border-t border-line px-4 py-2", mode === "note" ? "bg-wait-soft" : "bg-surface")}>
      <div role="group" aria-label={t("chat.writeTo")} className="mb-2 flex gap-1">
        {MODES.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={mode === one}
            onClick={() => focus(one)}
            className={cx(
              "touch-target h-7 rounded-md px-2.5 text-sm font-medium transition-colors",
              mode === one ? "bg-selected text-accent-ink" : "text-soft hover:bg-hover",
            )}
          >
            {t(`chat.${one}`)}
          </button>
        ))}
      </div>
      {mode === "reply" ? (
        <ReplyBox {...{ conversation, customer, box, quoted, onUnquote, onType, onSent }} />
      ) : (
        <NoteBox conversationId={conversation.id} box={box} onSent={onSent} />
      )}
    </div>
  );
}
