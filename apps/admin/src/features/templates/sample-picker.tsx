import { Button } from "@nexusone/ui/button";
import { Dialog } from "@nexusone/ui/dialog";
import { useMutation } from "@tanstack/react-query";
import { CircleCheck, ImagePlus } from "lucide-react";
import { useState } from "react";
import { PictureChoice } from "../../app/picture-choice.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";

type Props = { sample: string | null; disabled: boolean; onSample: (sample: string) => void };
/** What reviewers take. */
const SAMPLE_TYPES = ["image/jpeg", "image/png"] as const;

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
  const upload = useMutation(
    api.templates.uploadSample.mutationOptions({ onSuccess: ({ sample }) => onSample(sample) }),
  );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      wide
      title={t("templates.chooseSample")}
      description={t("templates.sampleHint")}
    >
      <PictureChoice
        types={SAMPLE_TYPES}
        empty={t("templates.noPictures")}
        busy={upload.isPending}
        error={upload.error}
        onChoose={(mediaId) => upload.mutate({ mediaId })}
      />
    </Dialog>
  );
}
