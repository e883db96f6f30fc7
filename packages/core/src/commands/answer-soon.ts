import { listAwaiting } from "@nexusone/db/queries/chat-talks";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { Content } from "@nexusone/whatsapp/webhook";
import type { ServiceContext } from "../context.ts";
import type { Said } from "../whatsapp/inbound/said.ts";
import { answerChatJob } from "./answer-job.ts";
import { isOurTap } from "./tap-ids.ts";
import { readCommand } from "./read-command.ts";
import { FRESH_MS } from "./talk.ts";

type New = Said & { readonly messageId: string };
/**
 * Has those of these new messages answered that ask for something we answer by ourselves: a command, a tap on a button of ours, a
 * part of an address that was asked for. In the transaction that writes them, by a job each, so that one that cannot be answered
 * holds up nobody.
 */
export async function answerSoon(tx: MerchantTx, ctx: ServiceContext, said: readonly New[]): Promise<void> {
  const { clock, jobs } = ctx.platform;
  const now = clock.now();
  const asked = said.flatMap((one) => {
    const { item, at, messageId, conversation } = one;
    const fresh = item.kind === "message" && item.forwarded === "no" && now.getTime() - at.getTime() < FRESH_MS;
    return fresh ? [{ messageId, conversationId: conversation.id, content: item.content }] : [];
  });
  const [clear, others] = [asked.filter(({ content }) => isClear(content)), asked.filter(isMereText)];
  const conversationIds = [...new Set(others.map(({ conversationId }) => conversationId))];
  const awaiting = await listAwaiting(tx, conversationIds, now);
  for (const { messageId } of [...clear, ...others.filter(({ conversationId }) => awaiting.has(conversationId))])
    await jobs.enqueue(
      tx,
      ctx.merchantId,
      answerChatJob,
      { merchantId: ctx.merchantId, messageId },
      { interactive: true },
    );
}

const isMereText = ({ content }: { readonly content: Content }): boolean =>
  content.type === "text" && !isClear(content);

function isClear(content: Content): boolean {
  if (content.type === "text") return readCommand(content.text) !== null;
  return content.type === "choice" && (isOurTap(content.id) || readCommand(content.title ?? content.id) !== null);
}
