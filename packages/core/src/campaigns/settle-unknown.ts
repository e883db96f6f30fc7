import { lockUnknownRecipients, releaseRecipients } from "@nexusone/db/queries/campaign-recipients";
import type { CampaignRow } from "@nexusone/db/queries/campaigns";
import { updateMessages } from "@nexusone/db/queries/sending";
import type { ChannelRow } from "@nexusone/db/queries/whatsapp-channels";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { addMs, DAY_MS, HOUR_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvents } from "../events/record-event.ts";
import { capabilitiesOf } from "../sending/guard.ts";

/** No word of a message for so long, and it was not taken: many times the pauses at which Meta repeats what did not arrive. */
const SILENT_MS = DAY_MS;
/** What was sent so shortly before or after must have been told of: its reports took the same way at the same time. */
const NEAR_MS = HOUR_MS;
/** For so long Meta repeats webhooks (facts section 1): what was not proven by then never will be. */
const HOPE_MS = 7 * DAY_MS;

export type Settled = {
  /** So many wait for their turn again. */
  readonly again: number;
  /** When the next may be settled; undefined: nobody is left of whom more could be learnt. */
  readonly until: Date | undefined;
};

/**
 * People whose message may or may not have left, as a process died in the call, wait for their turn again once it is proven that the
 * vendor never took it (docs/adr/0014). Without reports under an id of ours there is no proof, and nobody is written to again.
 */
export async function settleUnknown(
  tx: MerchantTx,
  ctx: ServiceContext,
  { campaign, channel }: { readonly campaign: CampaignRow; readonly channel: ChannelRow },
): Promise<Settled> {
  if (!capabilitiesOf(channel).callbackData) return { again: 0, until: undefined };
  const now = ctx.platform.clock.now();
  const asked = { campaignId: campaign.id, since: addMs(now, -HOPE_MS), nearMs: NEAR_MS };
  const unknown = await lockUnknownRecipients(tx, asked);
  const isProven = ({ calledAt, heardLater, othersOpen }: (typeof unknown)[number]): boolean =>
    heardSince(channel, addMs(calledAt, SILENT_MS)) && heardLater && !othersOpen;
  const proven = unknown.filter(isProven);
  if (proven.length > 0) await writeAgain(tx, ctx, proven);
  const next = unknown.filter((one) => !isProven(one)).map(({ calledAt }) => nextLook(calledAt, now));
  return { again: proven.length, until: next.toSorted((a, b) => a.getTime() - b.getTime())[0] };
}

/** Its webhooks still arrive, whatever they tell. */
const heardSince = ({ heardAt }: ChannelRow, since: Date): boolean => heardAt !== null && heardAt >= since;

const nextLook = (calledAt: Date, now: Date): Date => {
  const silent = addMs(calledAt, SILENT_MS);
  return silent > now ? silent : addMs(now, HOUR_MS);
};

type Proven = { readonly id: string; readonly messageId: string; readonly conversationId: string };
async function writeAgain(tx: MerchantTx, ctx: ServiceContext, proven: readonly Proven[]): Promise<void> {
  const news = { state: "cancelled", reason: "messages.never_taken" } as const;
  await updateMessages(
    tx,
    proven.map(({ messageId }) => messageId),
    news,
  );
  await releaseRecipients(
    tx,
    proven.map(({ id }) => id),
  );
  await recordEvents(
    tx,
    ctx,
    "message.status_changed",
    proven.map(({ messageId, conversationId }) => ({
      payload: { messageId, conversationId, ...news },
      subject: { kind: "conversation", id: conversationId } as const,
    })),
  );
}
