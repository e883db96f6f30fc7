import type { ChatFileView } from "@nexusone/contracts/chat-files";
import type { Explanation } from "@nexusone/contracts/reasons";
import { useEffect, useRef, useState } from "react";
import { useI18n } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { refuseFile } from "./refuse-file.ts";
import { uploadChatFile } from "./upload-chat-file.ts";

type Known = {
  readonly key: number;
  readonly name: string;
  readonly size: number | null;
  /** An address of this page to show it by. */
  readonly picture: string | undefined;
};
/** `said`: why it was not taken when it was last sent. */
export type ReadyFile = Known & {
  readonly state: "ready";
  readonly file: ChatFileView;
  readonly said: Explanation | undefined;
};
/** A file beside what is being written. */
export type Attachment =
  | ReadyFile
  | (Known & { readonly state: "sending"; readonly share: number })
  | (Known & {
      readonly state: "failed";
      readonly said: Explanation | undefined;
      readonly retry: (() => void) | undefined;
    });

let nextKey = 1;

/** The files that go with what is being written, in the order in which they were chosen; uploaded one after the other. */
export function useAttachments() {
  const { membership } = useShop();
  const { locale } = useI18n();
  const [attachments, setAttachments] = useState<readonly Attachment[]>([]);
  const stops = useRef(new Map<number, () => void>());
  const line = useRef(Promise.resolve());
  useEffect(() => {
    const all = stops.current;
    return () => all.forEach((stop) => stop());
  }, []);

  const put = (next: Attachment): void =>
    setAttachments((all) => all.map((one) => (one.key === next.key ? next : one)));
  const drop = (key: number): void => {
    stops.current.get(key)?.();
    stops.current.delete(key);
    setAttachments((all) => all.filter((one) => one.key !== key));
  };
  const upload = (known: Known, file: File): void => {
    const control = new AbortController();
    const { signal } = control;
    stops.current.set(known.key, () => {
      control.abort();
      if (known.picture !== undefined) URL.revokeObjectURL(known.picture);
    });
    const stopped = new Promise<undefined>((resolve) => signal.addEventListener("abort", () => resolve(undefined)));
    const onProgress = (share: number): void => put({ ...known, state: "sending", share });
    line.current = line.current.then(async () => {
      if (signal.aborted) return;
      const result = await Promise.race([uploadChatFile(membership.merchantId, file, { onProgress, signal }), stopped]);
      if (!result || signal.aborted) return;
      if ("file" in result)
        put({ ...known, size: result.file.bytes, state: "ready", file: result.file, said: undefined });
      else put({ ...known, state: "failed", said: result.said, retry: () => again(known, file) });
    });
  };
  const again = (known: Known, file: File): void => {
    put({ ...known, state: "sending", share: 0 });
    upload(known, file);
  };
  return {
    attachments,
    add: (files: readonly File[]): void => {
      for (const file of files) {
        const picture = file.type.startsWith("image/") ? URL.createObjectURL(file) : undefined;
        const known = { key: nextKey++, name: file.name, size: file.size, picture };
        const refused = refuseFile(file, locale);
        const begun: Attachment = refused
          ? { ...known, state: "failed", said: refused, retry: undefined }
          : { ...known, state: "sending", share: 0 };
        setAttachments((all) => [...all, begun]);
        if (!refused) upload(known, file);
        else if (picture !== undefined) stops.current.set(known.key, () => URL.revokeObjectURL(picture));
      }
    },
    /** What is here already: from the shop's pictures. */
    take: (file: ChatFileView): void => {
      const known = { key: nextKey++, name: file.name, size: file.bytes, picture: file.links?.preview ?? undefined };
      setAttachments((all) => [...all, { ...known, state: "ready", file, said: undefined }]);
    },
    /** It was sent, or is not wanted. */
    drop,
    /** It was not taken when it was sent: it stays, with why. */
    keep: (sent: ReadyFile, said: Explanation): void => put({ ...sent, said }),
  };
}
