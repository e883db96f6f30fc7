import { bulkEditJob } from "@nexusone/core/bulk-edits/bulk-edit-job";
import { campaignJob, sweepCampaigns } from "@nexusone/core/campaigns/campaign-job";
import { recomputeMarginsJob } from "@nexusone/core/catalog/recompute-margins";
import { sweepImports } from "@nexusone/core/imports/sweep-imports";
import { completeDraft } from "@nexusone/core/imports/complete-draft";
import { importProductsJob } from "@nexusone/core/imports/import-products-job";
import { answerChatJob } from "@nexusone/core/commands/answer-job";
import { sweepPresence } from "@nexusone/core/conversations/presence";
import { sweepSnoozed } from "@nexusone/core/conversations/return-snoozed";
import { channelCheckJob, sweepChannels } from "@nexusone/core/channels/check-job";
import { customerNoticeJob, sweepCustomerNotices } from "@nexusone/core/customer-notices/send-job";
import { cjWebhookJob, sweepCjWebhooks } from "@nexusone/core/cj/webhook/webhook-job";
import { followMessagesJob } from "@nexusone/core/inbox/follow-messages-job";
import { inventorySyncJob } from "@nexusone/core/inventory/sync-job";
import { autoSubmitJob } from "@nexusone/core/fulfilment/auto-submit-job";
import { cjOrderSyncJob, orderFulfilmentJob, sweepSupplierOrders } from "@nexusone/core/fulfilment/jobs";
import { sweepSyncs } from "@nexusone/core/inventory/sweep-syncs";
import { sweepReorders } from "@nexusone/core/reorder/look";
import { orderBatchJob } from "@nexusone/core/order-batches/order-batch-job";
import { readPreviewJob } from "@nexusone/core/imports/read-preview-job";
import { sendNotificationsJob, sweepNotifications } from "@nexusone/core/notifications/delivery-job";
import { catchUpJob } from "@nexusone/core/events/consume-events";
import { defineJob, type Job } from "@nexusone/core/jobs/define-job";
import { addMs, DAY_MS } from "@nexusone/core/clock";
import { fetchChatFileJob } from "@nexusone/core/chat-media/fetch-job";
import { removeChatFilesJob } from "@nexusone/core/chat-media/remove-files";
import { copyPicturesJob } from "@nexusone/core/media/copy-pictures-job";
import { sweepMedia } from "@nexusone/core/media/sweep-media";
import { sendMessagesJob, sweepMessages } from "@nexusone/core/sending/send-job";
import { chatSignalJob } from "@nexusone/core/sending/signal-job";
import { sweepTemplates, syncTemplatesJob } from "@nexusone/core/templates/sync-job";
import { webhookDelivery } from "@nexusone/core/webhooks/delivery-job";
import { INBOX_KEPT_DAYS } from "@nexusone/contracts/inbox-terms";
import { ANALYTICS_KEPT_DAYS } from "@nexusone/contracts/analytics-terms";
import { pruneAnalytics } from "@nexusone/db/queries/analytics";
import { pruneOperations } from "@nexusone/db/queries/operations";
import { pruneRates } from "@nexusone/db/rate-slots";
import { pruneAccountLogs } from "@nexusone/db/system/account-log";
import { pruneInbox } from "@nexusone/db/system/inbox-admin";
import { pruneIdentity } from "@nexusone/db/system/identity-lookups";
import { forgetProductWordsBefore } from "@nexusone/db/system/search";
import { pruneTalks } from "@nexusone/db/system/conversations";
import { pruneWebhooks } from "@nexusone/db/system/webhooks";
import { WEBHOOK_KEPT_DAYS } from "@nexusone/contracts/webhooks";
import { z } from "zod";
import { CONSUMERS } from "./consumers.ts";

/** Every minute: what ran out or was left behind. */
const maintenance = defineJob({
  name: "maintenance",
  payload: z.object({}),
  attempts: 1,
  handle: async (platform) => {
    await sweepImports(platform);
    await sweepNotifications(platform);
    await sweepCustomerNotices(platform);
    await sweepMessages(platform);
    await sweepCampaigns(platform);
    await sweepSyncs(platform);
    await sweepCjWebhooks(platform);
    await sweepChannels(platform);
    await sweepSupplierOrders(platform);
    await sweepReorders(platform);
    await sweepSnoozed(platform);
    await sweepPresence(platform);
    await sweepTemplates(platform);
    await pruneRates(platform.db);
  },
});

/** A message may come anew for a week. */
const TALKS_KEPT_DAYS = 8;
const WORDS_A_NIGHT = 50_000;

/** Every night: what ended so long ago that nobody asks for it. */
const nightly = defineJob({
  name: "nightly",
  payload: z.object({}),
  attempts: 1,
  handle: async (platform) => {
    const now = platform.clock.now();
    const monthAgo = addMs(now, -30 * DAY_MS);
    await sweepMedia(platform);
    await pruneIdentity(platform.db, monthAgo);
    await pruneAccountLogs(platform.db);
    await pruneOperations(platform.db, monthAgo);
    await pruneAnalytics(platform.db, addMs(now, -ANALYTICS_KEPT_DAYS * DAY_MS));
    await pruneWebhooks(platform.db, addMs(now, -WEBHOOK_KEPT_DAYS * DAY_MS));
    await pruneTalks(platform.db, addMs(now, -TALKS_KEPT_DAYS * DAY_MS));
    await pruneInbox(platform.db, addMs(now, -INBOX_KEPT_DAYS * DAY_MS));
    await forgetProductWordsBefore(platform.db, { seenBefore: monthAgo, now, limit: WORDS_A_NIGHT });
  },
});

/** Every kind of job of this program. A feature adds its own here. */
export const JOBS: readonly Job[] = [
  importProductsJob,
  copyPicturesJob,
  fetchChatFileJob,
  removeChatFilesJob,
  readPreviewJob,
  bulkEditJob,
  orderBatchJob,
  recomputeMarginsJob,
  inventorySyncJob,
  followMessagesJob,
  cjWebhookJob,
  channelCheckJob,
  orderFulfilmentJob,
  cjOrderSyncJob,
  autoSubmitJob,
  completeDraft,
  catchUpJob(CONSUMERS),
  webhookDelivery,
  sendNotificationsJob,
  customerNoticeJob,
  sendMessagesJob,
  answerChatJob,
  campaignJob,
  chatSignalJob,
  syncTemplatesJob,
  maintenance,
  nightly,
] as readonly Job[];

export const CRON: Readonly<Record<string, string>> = { [maintenance.name]: "* * * * *", [nightly.name]: "17 3 * * *" };
