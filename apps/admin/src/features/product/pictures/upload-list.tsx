import { IconButton } from "@nexusone/ui/button";
import { X } from "lucide-react";
import { Reason, Refused } from "../../../app/refused.tsx";
import { useI18n } from "../../../i18n/context.tsx";
import type { Upload } from "./use-uploads.ts";

type Props = {
  uploads: readonly Upload[];
  onRetry: (upload: Upload) => void;
  onDrop: (key: number) => void;
};

/** Files on their way with how far each is, and those that were refused with why. */
export function UploadList({ uploads, onRetry, onDrop }: Props) {
  const { t, locale } = useI18n();
  if (uploads.length === 0) return null;
  const percent = new Intl.NumberFormat(locale, { style: "percent" });
  return (
    <ul aria-label={t("media.uploads")} aria-live="polite" className="flex flex-col gap-2">
      {uploads.map((upload) => (
        <li key={upload.key} className="rounded-md border border-line p-2.5">
          <div className="flex items-center gap-2 text-sm">
            <span className="min-w-0 flex-1 truncate text-ink" dir="auto">
              {upload.file.name}
            </span>
            {upload.state === "failed" ? (
              <IconButton
                size="sm"
                label={t("media.dismiss", { name: upload.file.name })}
                icon={<X size={14} aria-hidden />}
                onClick={() => onDrop(upload.key)}
              />
            ) : (
              <span className="tabular-nums text-xs text-muted">
                {upload.state === "waiting" ? t("media.waitingTurn") : percent.format(upload.share)}
              </span>
            )}
          </div>
          {upload.state === "sending" ? (
            <div className="mt-1.5 h-1 overflow-hidden rounded-full bg-line" aria-hidden>
              <div className="h-full rounded-full bg-accent" style={{ width: `${upload.share * 100}%` }} />
            </div>
          ) : null}
          {upload.state === "failed" ? (
            <div className="mt-1.5">
              {upload.said ? (
                <Reason said={upload.said} onRetry={() => onRetry(upload)} bare />
              ) : (
                <Refused error={upload} onRetry={() => onRetry(upload)} bare />
              )}
            </div>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
