import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const CORE = fileURLToPath(new URL("../../../../packages/core/src/", import.meta.url));

/** Files that open a merchant's transaction without asking `authorize`, and why that is right. */
const WITHOUT: Readonly<Record<string, string>> = {
  "alerts/watch-installation.ts": "the system, tells platform admins",
  "chat-media/fetch-file.ts": "a job, for a message that its account signed",
  "chat-media/fetch-job.ts": "a job, for a message that its account signed",
  "chat-media/remove-files.ts": "a job, for files that nobody may have any more",
  "chat-media/sent-file.ts": "a step of the job that sends, for a message that was authorized",
  "chat-media/sweep-files.ts": "the cron, for what nobody has",
  "archive/import-archive.ts": "a command of whoever runs the installation",
  "archive/open-merchant.ts": "a command of whoever runs the installation",
  "deliveries/drive.ts": "public: the driver's token is the right",
  "commands/answer-job.ts": "a job, for a customer's message that its account signed",
  "campaigns/campaign-job.ts": "a job and its cron, for a campaign that somebody launched",
  "conversations/return-snoozed.ts": "the cron, opens what was put off until now",
  "channels/check-job.ts": "a job of the system",
  "channels/register-address.ts": "called by verbs that have authorized, and by that job",
  "customer-notices/send-due.ts": "a job, for steps that happened",
  "customer-notices/send-job.ts": "the cron, starts that job",
  "cj/webhook/cj-channel.ts": "a job, for a message that its account signed",
  "cj/webhook/keep-webhook.ts": "a job of the system, and a verb that authorizes",
  "cj/webhook/webhook-job.ts": "a job of the system",
  "inbox/drain-inbox.ts": "a job of the system, for bodies that their account signed",
  "inbox/follow-messages-job.ts": "a job, for a message that its account signed",
  "fulfilment/advance.ts": "a job, for a sending that was authorized or is the merchant's rule",
  "fulfilment/auto-submit-job.ts": "a job, for what is the merchant's rule",
  "fulfilment/claim.ts": "a step of that job",
  "fulfilment/create-step.ts": "a step of that job",
  "fulfilment/holds.ts": "called by that job and by verbs that have authorized",
  "fulfilment/jobs.ts": "a job of the system, for each merchant whose orders are due",
  "fulfilment/look.ts": "a job, for what is at a supplier",
  "fulfilment/put-off-broken.ts": "a step of that job",
  "fulfilment/pay-step.ts": "a step of that job, for what somebody may pay or is the merchant's rule",
  "inventory/follow-hints.ts": "a job of the system",
  "inventory/read-batch.ts": "a job, for a sync that was authorized or is the merchant's schedule",
  "inventory/read-turns.ts": "a job, for a sync that was authorized or is the merchant's schedule",
  "inventory/settle-reads.ts": "a job, for a sync that was authorized or is the merchant's schedule",
  "inventory/sweep-syncs.ts": "a job of the system",
  "inventory/take-turns.ts": "a job, for a sync that was authorized or is the merchant's schedule",
  "inventory/sync-job.ts": "a job, for a sync that was authorized or is the merchant's schedule",
  "operations/track-operation.ts": "the worker, for a job that was authorized",
  "secrets/rotate-secrets.ts": "a command of whoever runs the installation",
  "templates/sync-job.ts": "the cron, starts the job that reads",
  "tracking/open-tracking.ts": "public: the link's token is the right",
  "transaction.ts": "the helper itself",
  "billing/change-plan.ts": "platform admins are checked by their flag",
  "billing/grant-credits.ts": "platform admins are checked by their flag",
  "payments/get-commission.ts": "platform admins are checked by their flag",
  "payments/set-commission.ts": "platform admins are checked by their flag",
  "bulk-edits/bulk-edit-job.ts": "a job, for a change that was authorized",
  "bulk-edits/read-batch.ts": "a job, for a change that was authorized",
  "bulk-edits/write-batch.ts": "a job, for a change that was authorized",
  "order-batches/order-batch-job.ts": "a job, for an act that was authorized",
  "order-batches/read-batch.ts": "a job, for an act that was authorized",
  "order-batches/run-row.ts": "a step of that job",
  "analytics/count-shown.ts": "public: counts what strangers were shown of a shop that shows it",
  "catalog/read-from-supplier.ts": "reads for verbs that have authorized",
  "catalog/recompute-margins.ts": "a job, for settings that were changed by who may",
  "cj/connection.ts": "reads for verbs that have authorized",
  "cj/gateway.ts": "called by verbs that have authorized, and by their jobs",
  "cj/kept-answer.ts": "reads and keeps for verbs that have authorized",
  "cj/points.ts": "counts for verbs that have authorized",
  "cj/recorder.ts": "writes what verbs that have authorized called",
  "cj/tiles.ts": "reads for verbs that have authorized",
  "cj/token-source.ts": "called by verbs that have authorized",
  "events/consume-events.ts": "the system, for what its consumers do about events",
  "events/stream-events.ts": "filters each event by the permission of its type",
  "extension/disconnect-extension.ts": "a browser ends its own session and no other",
  "extension/pair.ts": "public: the one-time code is the right",
  "extension/refresh-session.ts": "public: the refresh token is the right",
  "identity/sign-up.ts": "creates the merchant",
  "merchants/create-merchant.ts": "creates the merchant",
  "merchants/seed-demo-number.ts": "the system, at start",
  "merchants/seed-demo.ts": "the system, at start",
  "media/copy-picture.ts": "a job, for pictures of a product that was imported or edited",
  "media/copy-pictures-job.ts": "a job, for pictures of a product that was imported or edited",
  "media/store-image.ts": "called by uploadMedia, which authorizes, and by that job",
  "media/sweep-media.ts": "a job of the system",
  "notifications/delivery-job.ts": "the cron, starts the job that sends",
  "notifications/send-due.ts": "a job, for notices that were raised",
  "team/accept-invitation.ts": "public: the mailed token is the right",
  "imports/carry-out.ts": "a job, for a commit that was authorized",
  "imports/complete-draft.ts": "a job, for a draft that was authorized",
  "imports/import-products-job.ts": "a job, for a commit that was authorized",
  "imports/queue-rows.ts": "called by commitImport, which authorizes",
  "imports/finish-preview.ts": "a job, for a preview that was authorized",
  "imports/read-batch.ts": "a job, for a preview that was authorized",
  "imports/read-preview-job.ts": "a job, for a preview that was authorized",
  "imports/known-quotes.ts": "called by previewImport, which authorizes",
  "imports/read-rows.ts": "called by previewImport, which authorizes",
  "imports/store-preview.ts": "called by previewImport, which authorizes",
  "imports/sweep-imports.ts": "a job of the system",
  "sending/send-conversation.ts": "a job, for messages that were authorized",
  "sending/send-job.ts": "the cron, starts the job that sends",
  "sending/settle.ts": "a step of that job",
  "sending/signal-job.ts": "a job, for a sign that was authorized",
  "webhooks/attempt-delivery.ts": "a job, for events that happened",
  "webhooks/deliver-due.ts": "a job, for events that happened",
  "webhooks/sweep-webhooks.ts": "the system, finds whose deliveries are due",
};

const verbs = readdirSync(CORE, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !/\.(test|fixture)\.ts$/.test(file))
  .map((file) => ({ file, source: readFileSync(CORE + file, "utf8") }))
  .filter(({ source }) => /\b(inMerchantTx|readMerchant|withMerchant)\(/.test(source));

it("[AUT-04] finds no verb that opens a merchant's transaction without asking for a permission", () => {
  expect(verbs.length).toBeGreaterThan(30);
  const unasked = verbs.filter(({ file, source }) => !/^\s*authorize\(ctx, "/m.test(source) && !(file in WITHOUT));
  expect(unasked.map(({ file }) => file)).toEqual([]);
});

it("keeps no exception that is needed no more", () => {
  const needed = new Set(verbs.filter(({ source }) => !/^\s*authorize\(ctx, "/m.test(source)).map(({ file }) => file));
  expect(Object.keys(WITHOUT).filter((file) => !needed.has(file))).toEqual([]);
});

it("[AUT-04] asks before it reads or writes, in every exported verb of such a file", () => {
  const late = verbs
    .filter(({ file }) => !(file in WITHOUT))
    .filter(({ source }) => {
      const asked = source.search(/^\s*authorize\(ctx, "/m);
      const opened = source.search(/\b(inMerchantTx|readMerchant|withMerchant)\(ctx/);
      return opened >= 0 && opened < asked;
    });
  expect(late.map(({ file }) => file)).toEqual([]);
});
