import { CHAT_FILE_LIMITS } from "@nexusone/contracts/chat-file-terms";
import type { ChatFileView } from "@nexusone/contracts/chat-files";
import { IconButton } from "@nexusone/ui/button";
import { Dialog } from "@nexusone/ui/dialog";
import { Menu, MenuItem, MenuLabel } from "@nexusone/ui/menu";
import { useMutation } from "@tanstack/react-query";
import { Images, Paperclip, Upload } from "lucide-react";
import { useRef, useState } from "react";
import { PictureChoice } from "../../app/picture-choice.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";

const ACCEPTED = ["image/*", ...Object.values(CHAT_FILE_LIMITS).flatMap(({ types }) => [...types])].join(",");

type Props = { onFiles: (files: readonly File[]) => void; onTaken: (file: ChatFileView) => void };

/** Files from this computer, or one of the shop's pictures. On a phone choosing offers its camera. */
export function AttachMenu({ onFiles, onTaken }: Props) {
  const t = useT();
  const input = useRef<HTMLInputElement>(null);
  const [library, setLibrary] = useState(false);
  return (
    <>
      <Menu side="top" trigger={<IconButton label={t("chat.attach")} icon={<Paperclip size={16} aria-hidden />} />}>
        <MenuItem icon={<Upload size={14} aria-hidden />} onSelect={() => input.current?.click()}>
          {t("chat.attachFile")}
        </MenuItem>
        <MenuItem icon={<Images size={14} aria-hidden />} onSelect={() => setLibrary(true)}>
          {t("chat.attachPicture")}
        </MenuItem>
        <MenuLabel>{t("chat.attachLimits")}</MenuLabel>
      </Menu>
      <input
        ref={input}
        type="file"
        multiple
        accept={ACCEPTED}
        aria-label={t("chat.attachFile")}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          // The same file chosen again is a change again.
          event.target.value = "";
        }}
      />
      {library ? (
        <LibraryDialog
          onClose={() => setLibrary(false)}
          onTaken={(file) => {
            setLibrary(false);
            onTaken(file);
          }}
        />
      ) : null}
    </>
  );
}

function LibraryDialog({ onClose, onTaken }: { onClose: () => void; onTaken: (file: ChatFileView) => void }) {
  const t = useT();
  const { api } = useShop();
  const attach = useMutation(api.messages.attachPicture.mutationOptions({ onSuccess: onTaken }));
  return (
    <Dialog open wide onOpenChange={onClose} title={t("chat.attachPicture")}>
      <PictureChoice
        empty={t("chat.noPictures")}
        busy={attach.isPending}
        error={attach.error}
        onChoose={(mediaId) => attach.mutate({ mediaId })}
      />
    </Dialog>
  );
}
