import { MEDIA_TYPE_NAMES } from "@nexusone/contracts/media-terms";
import { buttonClass } from "@nexusone/ui/button";
import { cx } from "@nexusone/ui/cx";
import { ImagePlus } from "lucide-react";
import { type ClipboardEvent, type DragEvent, useState } from "react";
import { useT } from "../../../i18n/context.tsx";

/** Files by dropping, pasting or choosing; on a phone choosing offers its camera. */
export function DropZone({ onFiles, label }: { onFiles: (files: readonly File[]) => void; label: string }) {
  const t = useT();
  const [over, setOver] = useState(false);
  const take = (files: FileList | undefined): void => {
    if (files && files.length > 0) onFiles([...files]);
  };
  return (
    <div
      className={cx(
        "flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-dashed p-4",
        over ? "border-accent-ink bg-hover" : "border-line-strong bg-sunken",
      )}
      onDragOver={(event: DragEvent) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event: DragEvent) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
      onPaste={(event: ClipboardEvent) => take(event.clipboardData.files)}
    >
      <label className={cx(buttonClass({ look: "primary" }), "cursor-pointer focus-within:outline-2")}>
        <ImagePlus size={15} aria-hidden />
        {label}
        <input
          type="file"
          multiple
          accept={MEDIA_TYPE_NAMES.join(",")}
          className="sr-only"
          onChange={(event) => {
            take(event.target.files ?? undefined);
            // The same file chosen again is a change again.
            event.target.value = "";
          }}
        />
      </label>
      <p className="min-w-40 flex-1 text-xs text-muted">{t("media.dropHint")}</p>
    </div>
  );
}
