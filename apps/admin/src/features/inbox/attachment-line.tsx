import { IconButton } from "@nexusone/ui/button";
import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import { Reason, Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { fileSize } from "../settings/media/file-size.ts";
import { lookOf } from "./kinds.ts";
import type { Attachment } from "./use-attachments.ts";

type Props = {
  attachment: Attachment;
  /** One of several: what is pressed says of which. */
  named: boolean;
  /** It is on its way to the customer. */
  locked: boolean;
  onDrop: () => void;
  /** Sends it again that was not taken. */
  onSend: () => void;
};

/** A file that goes with what is written: what it is, how far it is, as what it will arrive, or why not. */
export function AttachmentLine({ attachment, named, locked, onDrop, onSend }: Props) {
  const { t, locale } = useI18n();
  const { name, size, picture, state } = attachment;
  const why = useRef<HTMLDivElement>(null);
  const isRefused = state === "failed" || (state === "ready" && attachment.said !== undefined);
  // Of many files only some have room: the one that needs somebody is among them.
  useEffect(() => {
    if (isRefused) why.current?.scrollIntoView({ block: "nearest" });
  }, [isRefused]);
  const kind = state === "ready" ? attachment.file.kind : "media";
  const { icon: Icon, word } = lookOf(kind);
  const percent = new Intl.NumberFormat(locale, { style: "percent" });
  const act = t(state === "sending" ? "chat.fileStop" : "chat.fileDrop");
  const facts = [
    state === "sending" ? t("chat.fileGoing", { share: percent.format(attachment.share) }) : undefined,
    state === "ready" ? t(attachment.file.voice ? "chat.voice" : word) : undefined,
    size === null ? undefined : fileSize(size, locale),
  ];
  return (
    <div ref={why} aria-live="polite" className="flex flex-col gap-1.5 rounded-md border border-line bg-sunken p-2">
      <div className="flex items-center gap-2.5">
        {picture === undefined ? (
          <span className="grid size-10 shrink-0 place-items-center rounded-sm bg-surface text-muted">
            {Icon ? <Icon size={18} aria-hidden /> : null}
          </span>
        ) : (
          <img src={picture} alt="" className="size-10 shrink-0 rounded-sm object-cover" />
        )}
        <span className="min-w-0 flex-1">
          <bdi className="block truncate text-sm font-medium text-ink">{name || t(word)}</bdi>
          <span className="block text-xs tabular-nums text-soft">{facts.filter(Boolean).join(" · ")}</span>
        </span>
        <IconButton
          size="sm"
          label={named ? t("chat.fileNamed", { act, name: name || t(word) }) : act}
          icon={<X size={14} aria-hidden />}
          disabled={locked}
          onClick={onDrop}
        />
      </div>
      {state === "sending" ? (
        <div className="h-1 overflow-hidden rounded-full bg-line" aria-hidden>
          <div className="h-full rounded-full bg-accent" style={{ width: `${attachment.share * 100}%` }} />
        </div>
      ) : null}
      {state === "ready" && attachment.said ? <Reason said={attachment.said} onRetry={onSend} bare /> : null}
      {state !== "failed" ? null : attachment.said ? (
        <Reason said={attachment.said} onRetry={attachment.retry} bare />
      ) : (
        <Refused error={attachment} onRetry={attachment.retry} bare />
      )}
    </div>
  );
}
