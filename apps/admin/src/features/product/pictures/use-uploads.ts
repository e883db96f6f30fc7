import type { Explanation } from "@nexusone/contracts/reasons";
import { useRef, useState } from "react";
import { useShop } from "../../../lib/shop.ts";
import { uploadFile } from "./upload-file.ts";

export type Upload = {
  readonly key: number;
  readonly file: File;
  readonly state: "waiting" | "sending" | "failed";
  /** 0 to 1. */
  readonly share: number;
  /** Why it failed; undefined when no answer came. */
  readonly said: Explanation | undefined;
};

let nextKey = 1;

/** Files on their way, one after the other; what arrived is handed on and leaves the list, what failed stays with its reason. */
export function useUploads(onArrived: (mediaId: string) => Promise<unknown>) {
  const { membership } = useShop();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const line = useRef(Promise.resolve());
  const change = (key: number, part: Partial<Upload>): void =>
    setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const drop = (key: number): void => setUploads((all) => all.filter((one) => one.key !== key));

  const send = async ({ key, file }: Upload): Promise<void> => {
    change(key, { state: "sending", share: 0 });
    const result = await uploadFile(membership.merchantId, file, (share) => change(key, { share }));
    if ("said" in result) return change(key, { state: "failed", said: result.said });
    const attached = await onArrived(result.mediaId).then(
      () => true,
      () => false,
    );
    if (attached) drop(key);
    else change(key, { state: "failed", said: undefined });
  };
  const queue = (upload: Upload): void => {
    line.current = line.current.then(() => send(upload));
  };
  return {
    uploads,
    add: (files: readonly File[]) => {
      const added = files.map((file): Upload => ({
        key: nextKey++,
        file,
        state: "waiting",
        share: 0,
        said: undefined,
      }));
      setUploads((all) => [...all, ...added]);
      added.forEach(queue);
    },
    retry: (upload: Upload) => {
      change(upload.key, { state: "waiting", said: undefined });
      queue(upload);
    },
    drop,
  };
}
