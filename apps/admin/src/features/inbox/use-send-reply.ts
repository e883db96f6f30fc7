import type { ConversationId, MessageId } from "@nexusone/contracts/ids";
import type { Explanation } from "@nexusone/contracts/reasons";
import { useMutation } from "@tanstack/react-query";
import { useMemo } from "react";
import { createClient, refusalOf } from "../../lib/api.ts";
import { useShop } from "../../lib/shop.ts";
import { useAfterChange } from "./use-after-change.ts";
import type { ReadyFile } from "./use-attachments.ts";

export type Reply = {
  readonly text: string;
  readonly files: readonly ReadyFile[];
  readonly quotedMessageId: MessageId | undefined;
};
type Told = {
  /** A message is in the line: of this file, or none; with the text, or without. */
  readonly onSent: (file: ReadyFile | undefined, withText: boolean) => void;
  readonly onRefused: (file: ReadyFile, said: Explanation) => void;
};

/** A sound has no place for words. */
export const takesCaption = ({ file }: ReadyFile): boolean => file.kind !== "audio";

/**
 * Sends what was written: a text, or each file as a message of its own, one after the other in their order, the text with the first
 * that takes one. A file that is refused holds up no other; what is refused for another cause ends it there, and the rest stays.
 */
export function useSendReply(conversationId: ConversationId, { onSent, onRefused }: Told) {
  const { membership } = useShop();
  const after = useAfterChange(conversationId);
  const { messages } = useMemo(() => createClient(membership.merchantId), [membership.merchantId]);
  return useMutation({
    mutationFn: async ({ text, files, quotedMessageId }: Reply): Promise<void> => {
      let quote = quotedMessageId === undefined ? {} : { quotedMessageId };
      if (files.length === 0) {
        await messages.send.mutate({ conversationId, message: { type: "text", text }, ...quote });
        onSent(undefined, true);
      }
      const captioned = text.trim() === "" ? undefined : files.find(takesCaption);
      for (const one of files) {
        const caption = one === captioned ? { caption: text } : {};
        try {
          const message = { type: "file", fileId: one.file.id, ...caption } as const;
          await messages.send.mutate({ conversationId, message, ...quote });
        } catch (error) {
          const refusal = refusalOf(error);
          if (!refusal?.reason.startsWith("chat_files.")) throw error;
          onRefused(one, refusal.explanation);
          continue;
        }
        quote = {};
        onSent(one, one === captioned);
        void after();
      }
    },
    onSettled: after,
  });
}
