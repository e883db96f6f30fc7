import { Badge } from "@nexusone/ui/badge";
import { Button, IconButton } from "@nexusone/ui/button";
import { cx } from "@nexusone/ui/cx";
import { Input } from "@nexusone/ui/field";
import { ArrowDown, ArrowUp, GripVertical, Star, Trash2 } from "lucide-react";
import { type DragEvent, useState } from "react";
import { KnownReason } from "../../../app/known-reason.tsx";
import { useT } from "../../../i18n/context.tsx";
import { Thumb } from "../../catalogue/thumb.tsx";
import type { Picture } from "./use-gallery.ts";

type Props = {
  picture: Picture;
  index: number;
  last: boolean;
  busy: boolean;
  onMove: (to: number) => void;
  onRemove: () => void;
  onDescribe: (alt: string) => void;
  drag: {
    over: boolean;
    onDragStart: () => void;
    onDragOver: (event: DragEvent) => void;
    onDrop: (event: DragEvent) => void;
    onDragEnd: () => void;
  };
};

/** A picture with its place, its words, and why it is not ours yet. */
export function PictureRow({ picture, index, last, busy, onMove, onRemove, onDescribe, drag }: Props) {
  const t = useT();
  const [alt, setAlt] = useState(picture.alt);
  const count = index + 1;
  const { over, ...handlers } = drag;
  return (
    <li
      {...handlers}
      draggable={!busy}
      className={cx(
        "flex flex-wrap items-start gap-3 rounded-md border p-2.5",
        over ? "border-accent-ink" : "border-line",
      )}
    >
      <GripVertical size={15} className="mt-6 shrink-0 cursor-grab text-faint max-sm:hidden" aria-hidden />
      <Thumb url={picture.thumbnailUrl} className="size-16" />
      <div className="flex min-w-40 flex-1 flex-col gap-1.5">
        <div className="flex flex-wrap items-center gap-1.5 text-xs text-muted">
          <span className="tabular-nums">{t("media.place", { count })}</span>
          {index === 0 ? <Badge tone="info">{t("media.main")}</Badge> : null}
          {picture.state === "waiting" ? <Badge tone="wait">{t("media.state.waiting")}</Badge> : null}
        </div>
        <Input
          label={t("media.alt", { count })}
          hideLabel
          placeholder={t("media.altPlaceholder")}
          maxLength={300}
          value={alt}
          onChange={(event) => setAlt(event.target.value)}
          onBlur={() => (alt.trim() === picture.alt ? undefined : onDescribe(alt.trim()))}
          onKeyDown={(event) => (event.key === "Enter" ? event.currentTarget.blur() : undefined)}
        />
        {picture.state === "failed" && picture.reason ? (
          <KnownReason code={picture.reason} details={picture.reasonDetails} />
        ) : null}
      </div>
      <div className="flex w-full items-center justify-end gap-0.5">
        {index > 0 ? (
          <Button size="sm" look="quiet" icon={<Star size={14} aria-hidden />} busy={busy} onClick={() => onMove(0)}>
            {t("media.makeMain")}
          </Button>
        ) : null}
        <IconButton
          size="sm"
          label={t("media.earlier", { count })}
          icon={<ArrowUp size={15} aria-hidden />}
          disabled={index === 0 || busy}
          onClick={() => onMove(index - 1)}
        />
        <IconButton
          size="sm"
          label={t("media.later", { count })}
          icon={<ArrowDown size={15} aria-hidden />}
          disabled={last || busy}
          onClick={() => onMove(index + 1)}
        />
        <IconButton
          size="sm"
          label={t("media.remove", { count })}
          icon={<Trash2 size={15} aria-hidden />}
          disabled={busy}
          onClick={onRemove}
        />
      </div>
    </li>
  );
}
