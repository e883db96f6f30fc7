import { Button } from "@nexusone/ui/button";
import { Dialog } from "@nexusone/ui/dialog";
import { Skeleton } from "@nexusone/ui/layout";
import { useMutation, useQuery } from "@tanstack/react-query";
import { CircleCheck, ImagePlus } from "lucide-react";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";

type Props = { sample: string | null; disabled: boolean; onSample: (sample: string) => void };
const SHOWN = 48;

/** One of the shop's pictures becomes the sample that the reviewers see. */
export function SamplePicker({ sample, disabled, onSample }: Props) {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <div className="flex flex-col gap-1">
      <span className="text-sm font-medium text-soft">{t("templates.sample")}</span>
      <span className="flex flex-wrap items-center gap-3">
        <Button icon={<ImagePlus size={15} aria-hidden />} disabled={disabled} onClick={() => setOpen(true)}>
          {t(sample === null ? "templates.chooseSample" : "templates.otherSample")}
        </Button>
        {sample === null ? null : (
          <span className="flex items-center gap-1 text-xs text-good">
            <CircleCheck size={14} aria-hidden />
            {t("templates.hasSample")}
          </span>
        )}
      </span>
      <p className="text-xs text-muted">{t("templates.sampleHint")}</p>
      {open ? (
        <PictureDialog
          onClose={() => setOpen(false)}
          onSample={(made) => {
            setOpen(false);
            onSample(made);
          }}
        />
      ) : null}
    </div>
  );
}

function PictureDialog({ onClose, onSample }: { onClose: () => void; onSample: (sample: string) => void }) {
  const t = useT();
  const { api } = useShop();
  const files = useQuery(api.media.list.queryOptions({ limit: SHOWN }));
  const upload = useMutation(
    api.templates.uploadSample.mutationOptions({ onSuccess: ({ sample }) => onSample(sample) }),
  );
  const pictures = (files.data?.items ?? []).filter(
    ({ mimeType }) => mimeType === "image/jpeg" || mimeType === "image/png",
  );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      wide
      title={t("templates.chooseSample")}
      description={t("templates.sampleHint")}
    >
      <div className="flex flex-col gap-3">
        <Refused error={upload.error ?? files.error} />
        {files.isPending ? (
          <Skeleton className="h-40 w-full" />
        ) : pictures.length === 0 ? (
          <p className="text-sm text-muted">{t("templates.noPictures")}</p>
        ) : (
          <ul className="grid grid-cols-3 gap-2 sm:grid-cols-5" aria-busy={upload.isPending}>
            {pictures.map(({ id, name, links }) => (
              <li key={id}>
                <button
                  type="button"
                  title={name}
                  disabled={upload.isPending}
                  className="touch-target w-full overflow-hidden rounded-md border border-line hover:border-accent-ink disabled:opacity-55"
                  onClick={() => upload.mutate({ mediaId: id })}
                >
                  <img src={links.thumbnail} alt={name} className="aspect-square w-full object-cover" />
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}
