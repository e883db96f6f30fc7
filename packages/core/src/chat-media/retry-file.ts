import { ChatFileOfInput, type ChatFileView } from "@nexusone/contracts/chat-files";
import { changeChatFile, findFileOfMessage } from "@nexusone/db/queries/chat-files";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { inMerchantTx } from "../transaction.ts";
import { fetchChatFileJob } from "./fetch-job.ts";
import { viewChatFile } from "./view-file.ts";

/** Asks WhatsApp again for a file that could not be fetched. Safe to repeat. @throws `chat_files.not_found` */
export async function retryChatFile(
  ctx: ServiceContext,
  rawInput: z.input<typeof ChatFileOfInput>,
): Promise<ChatFileView> {
  authorize(ctx, "conversations:reply");
  const { messageId } = ChatFileOfInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const file = await findFileOfMessage(tx, messageId);
    if (!file || file.state === "removing") throw new DomainError("chat_files.not_found");
    const again = { state: "waiting", reason: null, reasonDetails: {} } as const;
    const { merchantId, platform } = ctx;
    if (!(await changeChatFile(tx, file.id, ["failed", "waiting"], again))) return viewChatFile(platform, file);
    const options = { key: `again ${file.id}`, interactive: true };
    await platform.jobs.enqueue(tx, merchantId, fetchChatFileJob, { merchantId, fileId: file.id }, options);
    return viewChatFile(platform, { ...file, ...again });
  });
}
