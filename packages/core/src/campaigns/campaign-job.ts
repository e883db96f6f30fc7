import { listDueCampaigns } from "@nexusone/db/queries/campaigns";
import { merchantsWithDueCampaigns } from "@nexusone/db/system/campaigns";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { z } from "zod";
import type { ServiceContext } from "../context.ts";
import { failpoint } from "../failpoints.ts";
import { jobContext } from "../imports/importer.ts";
import { defineJob, jobPayload } from "../jobs/define-job.ts";
import type { Platform } from "../platform.ts";
import { inMerchantTx } from "../transaction.ts";
import { stepCampaign } from "./step.ts";

const NOBODY = { userId: null, name: "", extensionSessionId: null };
const SOON_MS = 1_000;
const AT_ONCE = 100;

/** Carries a campaign on until it waits for something. */
export const campaignJob = defineJob({
  name: "run-campaign",
  payload: jobPayload({ campaignId: z.uuid() }),
  attempts: 5,
  handle: async (platform, { merchantId, campaignId }, run) => {
    const ctx = jobContext(platform, merchantId, "run-campaign", NOBODY);
    for (;;) {
      run?.goOn();
      const step = await inMerchantTx(ctx, async (tx) => {
        const next = await stepCampaign(tx, ctx, campaignId);
        if (next === "soon") await runCampaign(tx, ctx, campaignId, SOON_MS);
        failpoint("campaign.step.before_commit");
        return next;
      });
      if (step !== "again") return;
    }
  },
});

/** In so long, in real time. */
export const runCampaign = (
  tx: MerchantTx,
  { platform, merchantId }: Pick<ServiceContext, "platform" | "merchantId">,
  campaignId: string,
  inMs = 0,
): Promise<void> =>
  platform.jobs.enqueue(
    tx,
    merchantId,
    campaignJob,
    { merchantId, campaignId },
    {
      key: `campaign ${campaignId}`,
      ...(inMs > 0 && { startAfter: new Date(Date.now() + inMs) }),
    },
  );

/** Takes up every campaign whose time has come, or whose process died. For a cron; safe to repeat. */
export async function sweepCampaigns(platform: Platform): Promise<void> {
  const now = platform.clock.now();
  for (const merchantId of await merchantsWithDueCampaigns(platform.db, now, AT_ONCE)) {
    const ctx = jobContext(platform, merchantId, "run-campaign", NOBODY);
    await inMerchantTx(ctx, async (tx) => {
      for (const id of await listDueCampaigns(tx, now, AT_ONCE)) await runCampaign(tx, ctx, id);
    });
  }
}
