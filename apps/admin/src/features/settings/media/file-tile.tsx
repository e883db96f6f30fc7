import { RelativeTime } from "@nexusone/ui/amounts";
import { IconButton } from "@nexusone/ui/button";
import { Trash2 } from "lucide-react";
import { useI18n } from "../../../i18n/context.tsx";
import type { Outputs } from "../../../lib/api.ts";
import { Thumb } from "../../catalogue/thumb.tsx";
import { fileSize } from "./file-size.ts";

export type MediaFile = Outputs["media"]["list"]["items"][number];
type Props = { file: MediaFile; refused: string | undefined; onDelete: () => void };

/** A file as people know it: what it shows, what it is called, how large it is, and whether anything shows it. */
export function FileTile({ file, refused, onDelete }: Props) {
  const { t, locale } = useI18n();
  const { name, bytes, width, height, links, usedBy, removedAfter } = file;
  return (
    <li className="flex min-w-0 flex-col gap-1.5">
      <a href={links.original} target="_blank" rel="noreferrer" aria-label={t("media.open", { name })}>
        <Thumb
          url={links.thumbnail}
          larger={{ url: links.medium, sizes: "(min-width: 1024px) 150px, (min-width: 640px) 25vw, 50vw" }}
          className="aspect-square w-full"
        />
      </a>
      <div className="flex items-start gap-1">
        <div className="min-w-0 flex-1 text-xs">
          <p className="truncate text-ink" title={name} dir="auto">
            {name}
          </p>
          <p className="tabular-nums text-muted">
            {width} × {height} · {fileSize(bytes, locale)}
          </p>
          <p className={usedBy > 0 ? "text-muted" : "text-wait"}>
            {usedBy > 0 ? t("media.usedBy", { count: usedBy }) : t("media.usedByNone")}
          </p>
          {removedAfter ? (
            <p className="text-muted">
              {t("media.goes")} <RelativeTime at={removedAfter} />
            </p>
          ) : null}
        </div>
        <IconButton
          size="sm"
          label={t("media.delete", { name })}
          icon={<Trash2 size={14} aria-hidden />}
          refused={refused}
          onClick={onDelete}
        />
      </div>
    </li>
  );
}
