import type { ChatFileView } from "@nexusone/contracts/chat-files";
import type { Explanation } from "@nexusone/contracts/reasons";
import { useEffect, useRef, useState } from "react";
import { useI18n } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { refuseFile } from "./refuse-file.ts";
import { uploadChatFile } from "./upload-chat-file.ts";

/** A file beside what is being written. `picture` is an address of this page to show it by. */
export type Attachment = {
  readonly name: string;
  readonly size: number | null;
  readonly picture: string | undefined;
} & (
  | { readonly state: "sending"; readonly share: number }
  | { readonly state: "ready"; readonly file: ChatFileView }
  | { readonly state: "failed"; readonly said: Explanation | undefined; readonly retry: (() => void) | undefined }
);

/** One file at a time: another one takes its place. */
export function useAttachment() {
  const { membership } = useShop();
  const { locale } = useI18n();
  const [attachment, setAttachment] = useState<Attachment>();
  const stop = useRef<() => void>(undefined);
  useEffect(() => () => stop.current?.(), []);

  const drop = (): void => {
    stop.current?.();
    stop.current = undefined;
    setAttachment(undefined);
  };
  const add = (file: File): void => {
    drop();
    const control = new AbortController();
    const picture = file.type.startsWith("image/") ? URL.createObjectURL(file) : undefined;
    stop.current = () => {
      control.abort();
      if (picture !== undefined) URL.revokeObjectURL(picture);
    };
    const known = { name: file.name, size: file.size, picture };
    const refused = refuseFile(file, locale);
    if (refused) return setAttachment({ ...known, state: "failed", said: refused, retry: undefined });
    setAttachment({ ...known, state: "sending", share: 0 });
    const onProgress = (share: number) => setAttachment({ ...known, state: "sending", share });
    void uploadChatFile(membership.merchantId, file, { onProgress, signal: control.signal }).then((result) => {
      if (control.signal.aborted) return;
      if ("file" in result) setAttachment({ ...known, size: result.file.bytes, state: "ready", file: result.file });
      else setAttachment({ ...known, state: "failed", said: result.said, retry: () => add(file) });
    });
  };
  /** What is here already: from the shop's pictures. */
  const take = (file: ChatFileView): void => {
    drop();
    const { name, bytes: size, links } = file;
    setAttachment({ name, size, picture: links?.preview ?? undefined, state: "ready", file });
  };
  return { attachment, add, take, drop };
}
