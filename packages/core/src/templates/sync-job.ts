import type { MerchantId } from "@nexusone/contracts/ids";
import { readTemplatesSoon } from "@nexusone/db/queries/template-accounts";
import { merchantsWithDueTemplates } from "@nexusone/db/system/templates";
import { withMerchant, type MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { jobContext } from "../imports/importer.ts";
import { defineJob, jobPayload } from "../jobs/define-job.ts";
import type { Platform } from "../platform.ts";
import { syncDueTemplates } from "./sync-templates.ts";

const NOBODY = { userId: null, name: "", extensionSessionId: null };
const AT_ONCE = 200;

/** Reads the templates of a merchant's accounts whose time has come. */
export const syncTemplatesJob = defineJob({
  name: "sync-templates",
  payload: jobPayload({}),
  attempts: 3,
  handle: async (platform, { merchantId }, run) => {
    await syncDueTemplates(jobContext(platform, merchantId, syncTemplatesJob.name, NOBODY), run?.goOn);
  },
});

type Whose = Pick<ServiceContext, "platform" | "merchantId">;
const enqueue = (tx: MerchantTx, { platform, merchantId }: Whose): Promise<void> =>
  platform.jobs.enqueue(tx, merchantId, syncTemplatesJob, { merchantId }, { key: "sync-templates" });

/** Something of the account is not as we know it. */
export async function readAgainSoon(tx: MerchantTx, ctx: Whose, accountId: string): Promise<void> {
  await readTemplatesSoon(tx, accountId, ctx.platform.clock.now());
  await enqueue(tx, ctx);
}

/** Starts the readings that are due, of accounts connected just now too. For a cron; reads nothing itself. */
export async function sweepTemplates(platform: Platform): Promise<void> {
  for (const merchantId of await merchantsWithDueTemplates(platform.db, platform.clock.now(), AT_ONCE))
    await withMerchant(platform.db, { merchantId }, (tx) =>
      enqueue(tx, { platform, merchantId: merchantId as MerchantId }),
    );
}
