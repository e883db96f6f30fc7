import { buttonClass } from "@nexusone/ui/button";
import { Dialog } from "@nexusone/ui/dialog";
import { Download } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import { LinkedText } from "./linked-text.tsx";

type Props = { title: string; caption: string; src: string; download: string; onClose: () => void };

/** A picture as large as the screen allows. Escape closes it and leads back to the message. */
export function PictureDialog({ title, caption, src, download, onClose }: Props) {
  const t = useT();
  return (
    <Dialog
      open
      wide
      onOpenChange={onClose}
      title={title}
      footer={
        <a href={download} download className={buttonClass({ look: "quiet" })}>
          <Download size={15} aria-hidden />
          {t("chat.download")}
        </a>
      }
    >
      <img
        src={src}
        alt={caption === "" ? title : caption}
        className="mx-auto block max-h-[60vh] max-w-full object-contain"
      />
      {caption === "" ? null : <LinkedText className="mt-3">{caption}</LinkedText>}
    </Dialog>
  );
}
