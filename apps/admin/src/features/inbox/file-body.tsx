import { Button, buttonClass } from "@nexusone/ui/button";
import { useMutation } from "@tanstack/react-query";
import { CloudDownload, Download, RotateCcw } from "lucide-react";
import { type ReactNode, useState } from "react";
import { KnownReason } from "../../app/known-reason.tsx";
import { Refused } from "../../app/refused.tsx";
import { useI18n, useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { fileSize } from "../settings/media/file-size.ts";
import type { Message } from "./inbox-queries.ts";
import { lookOf } from "./kinds.ts";
import { PictureDialog } from "./picture-dialog.tsx";

export type ChatFile = NonNullable<Message["file"]>;
type Links = NonNullable<ChatFile["links"]>;

type Props = { message: Message; file: ChatFile; author: string; caption: string };

/** The file of a message: shown or played in its place where that is safe, else to be downloaded, else why it is not here. */
export function FileBody({ message, file, author, caption }: Props) {
  const { state, kind, links, mimeType } = file;
  if (state !== "ready" || links === null) return <AbsentFile message={message} file={file} />;
  if ((kind === "image" || kind === "sticker") && links.preview !== null)
    return <Picture file={file} links={links} preview={links.preview} author={author} caption={caption} />;
  if (links.inline !== null && mimeType?.startsWith("audio/")) return <Sound file={file} links={links} />;
  if (links.inline !== null && mimeType?.startsWith("video/")) return <Film file={file} links={links} />;
  return <Card file={file} links={links} />;
}

const LARGEST = { width: 288, height: 320 } as const;
const STICKER = { width: 128, height: 128 } as const;

type PictureProps = { file: ChatFile; links: Links; preview: string; author: string; caption: string };

/** Takes its place before it has come, so that nothing jumps. */
function Picture({ file, links, preview, author, caption }: PictureProps) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const { width, height } = file;
  const largest = file.kind === "sticker" ? STICKER : LARGEST;
  const [wide, high] = [width ?? largest.width, height ?? largest.height];
  const scale = Math.min(1, largest.width / wide, largest.height / high);
  const name = t(file.kind === "sticker" ? "chat.stickerOf" : "chat.pictureOf", { name: author });
  return (
    <>
      <button
        type="button"
        title={t("chat.openPicture")}
        onClick={() => setOpen(true)}
        className="-mx-1.5 -mt-0.5 mb-1 block max-w-[calc(100%+0.75rem)] overflow-hidden rounded-sm focus-visible:outline-2"
        style={{ width: Math.max(48, Math.round(wide * scale)) }}
      >
        <img
          src={preview}
          alt={caption === "" ? name : `${name}: ${caption}`}
          width={wide}
          height={high}
          loading="lazy"
          decoding="async"
          className="block h-auto w-full bg-sunken"
          style={{ aspectRatio: `${wide} / ${high}` }}
        />
      </button>
      {open ? (
        <PictureDialog
          title={name}
          caption={caption}
          src={links.inline ?? preview}
          download={links.download}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}

function Sound({ file, links }: { file: ChatFile; links: Links }) {
  const t = useT();
  const label = t(file.voice ? "chat.voice" : "chat.kind.audio");
  return (
    <div className="mb-1 flex w-72 max-w-full flex-col gap-1">
      {/* What is said in it stands nowhere as text. */}
      <audio controls preload="metadata" src={links.inline ?? ""} aria-label={label} className="h-10 w-full" />
      <Facts file={file} links={links} label={label} />
    </div>
  );
}

function Film({ file, links }: { file: ChatFile; links: Links }) {
  const t = useT();
  const label = t("chat.kind.video");
  return (
    <div className="mb-1 flex w-80 max-w-full flex-col gap-1">
      <video
        controls
        preload="metadata"
        playsInline
        src={links.inline ?? ""}
        aria-label={label}
        className="aspect-video w-full rounded-sm bg-sunken"
      />
      <Facts file={file} links={links} label={label} />
    </div>
  );
}

/** Kind, length and size, and the way to have it as a file. */
function Facts({ file: { name, bytes, seconds }, links, label }: { file: ChatFile; links: Links; label: string }) {
  const t = useT();
  const { locale } = useI18n();
  const facts = [
    label,
    seconds === null ? undefined : t("chat.seconds", { count: seconds }),
    bytes === null ? undefined : fileSize(bytes, locale),
  ];
  return (
    <p className="flex items-center gap-2 text-xs text-soft">
      <span className="min-w-0 flex-1 truncate">{facts.filter(Boolean).join(" · ")}</span>
      <DownloadLink href={links.download} name={name || label} />
    </p>
  );
}

function Card({ file, links }: { file: ChatFile; links: Links }) {
  const t = useT();
  const { locale } = useI18n();
  const { word } = lookOf(file.kind);
  const facts = [t(word), file.bytes === null ? undefined : fileSize(file.bytes, locale)];
  return (
    <Frame file={file} facts={facts.filter(Boolean).join(" · ")}>
      <DownloadLink href={links.download} name={file.name || t(word)} />
    </Frame>
  );
}

const DownloadLink = ({ href, name }: { href: string; name: string }) => {
  const t = useT();
  return (
    <a
      href={href}
      download
      className={buttonClass({ size: "sm", look: "quiet" })}
      aria-label={t("chat.downloadOf", { name })}
    >
      <Download size={14} aria-hidden />
    </a>
  );
};

function Frame({ file, facts, children }: { file: ChatFile; facts: string; children?: ReactNode }) {
  const t = useT();
  const { icon: Icon, word } = lookOf(file.kind);
  return (
    <div className="mb-1 flex max-w-full items-center gap-2.5 rounded-sm border border-line-strong bg-surface/60 px-3 py-2">
      {file.state === "waiting" ? (
        <CloudDownload size={18} className="shrink-0 text-muted" aria-hidden />
      ) : Icon ? (
        <Icon size={18} className="shrink-0 text-muted" aria-hidden />
      ) : null}
      <span className="min-w-0 flex-1">
        <bdi className="line-clamp-2 text-sm font-medium wrap-anywhere text-ink" title={file.name}>
          {file.name || t(word)}
        </bdi>
        <span className="block text-xs text-soft">{facts}</span>
      </span>
      {children}
    </div>
  );
}

/** On its way, or not to be had: why, and what helps. */
function AbsentFile({ message, file }: { message: Message; file: ChatFile }) {
  const t = useT();
  const { api } = useShop();
  const refused = useRefusal("conversations:reply");
  const retry = useMutation(api.messages.retryFile.mutationOptions());
  const { state, reason, reasonDetails } = file;
  const said = state === "waiting" ? "chat.fileWaits" : state === "gone" ? "chat.fileGone" : "chat.fileFailed";
  return (
    <div className="flex flex-col gap-1.5">
      <Frame file={file} facts={t(said)} />
      {reason === null ? null : <KnownReason code={reason} details={reasonDetails} />}
      {state === "failed" ? (
        <Button
          size="sm"
          className="self-start"
          refused={refused}
          busy={retry.isPending}
          icon={<RotateCcw size={13} aria-hidden />}
          onClick={() => retry.mutate({ messageId: message.id })}
        >
          {t("chat.fetchAgain")}
        </Button>
      ) : null}
      <Refused error={retry.error} bare />
    </div>
  );
}
