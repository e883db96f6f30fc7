import { sweepImports } from "@nexusone/core/imports/sweep-imports";
import { completeDraft } from "@nexusone/core/imports/complete-draft";
import { importProductsJob } from "@nexusone/core/imports/import-products-job";
import { defineJob, type Job } from "@nexusone/core/jobs/define-job";
import { pruneRates } from "@nexusone/db/rate-slots";
import { z } from "zod";

/** Every minute: what ran out or was left behind. */
const maintenance = defineJob({
  name: "maintenance",
  payload: z.object({}),
  attempts: 1,
  handle: async (platform) => {
    await sweepImports(platform);
    await pruneRates(platform.db);
  },
});

/** Every kind of job of this program. A feature adds its own here. */
export const JOBS: readonly Job[] = [importProductsJob, completeDraft, maintenance] as readonly Job[];

export const CRON: Readonly<Record<string, string>> = { [maintenance.name]: "* * * * *" };
