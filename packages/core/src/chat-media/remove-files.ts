import { forgetChatFiles, giveUpFilesOfMessages, listRemovedChatFiles } from "@nexusone/db/queries/chat-files";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { addMs, HOUR_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { failpoint } from "../failpoints.ts";
import { jobContext } from "../imports/importer.ts";
import { defineJob, jobPayload } from "../jobs/define-job.ts";
import { MEDIA_QUEUE } from "../media/copy-pictures-job.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { originalKey, previewKey } from "./links.ts";

const NOBODY = { userId: null, name: "", extensionSessionId: null };
const AT_ONCE = 500;

/** Takes away the bytes of files that were given up. Killed anywhere, it begins again with what is left. */
export const removeChatFilesJob = defineJob({
  name: "remove-chat-files",
  queue: MEDIA_QUEUE,
  payload: jobPayload({}),
  attempts: 14,
  handle: async (platform, { merchantId }) =>
    removeChatFiles(jobContext(platform, merchantId, "remove-chat-files", NOBODY)),
});

/** The bytes of whatever was given up, then the rows. */
export async function removeChatFiles(ctx: ServiceContext): Promise<void> {
  for (let after: string | undefined; ;) {
    const rows = await readMerchant(ctx, (tx) => listRemovedChatFiles(tx, after, AT_ONCE));
    after = rows.at(-1)?.id;
    if (after === undefined) return;
    await ctx.platform.media.storage.remove(rows.flatMap((row) => [originalKey(row), previewKey(row)]));
    failpoint("chat_file.remove.after_bytes");
    const ids = rows.map(({ id }) => id);
    // When a row was last written is real time.
    await inMerchantTx(ctx, (tx) => forgetChatFiles(tx, ids, addMs(new Date(), -HOUR_MS)));
  }
}

/** In the transaction that gives files up. */
export const removeSoon = (tx: MerchantTx, { platform, merchantId }: ServiceContext): Promise<void> =>
  platform.jobs.enqueue(tx, merchantId, removeChatFilesJob, { merchantId }, { interactive: true });

/** Whoever takes a message back wants its file forgotten, too. */
export async function forgetFilesOf(tx: MerchantTx, ctx: ServiceContext, messageIds: readonly string[]): Promise<void> {
  if ((await giveUpFilesOfMessages(tx, messageIds)) > 0) await removeSoon(tx, ctx);
}
