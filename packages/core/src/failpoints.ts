/**
 * Named places between writes and calls where a crash test kills the process. The list is the code's own: a test walks it,
 * and a name that never fires fails the suite.
 */
export const FAILPOINTS = [
  "import.preview.after_read",
  "import.preview.after_store",
  "import.start.after_store",
  "import.read.after_call",
  "import.read.after_batch",
  "import.read.before_ready",
  "import.commit.after_claim",
  "import.commit.after_product",
  "import.commit.after_credits",
  "import.commit.before_commit",
  "import.commit.after_commit",
  "import.undo.before_commit",
  "import.undo.after_batch",
  "import.bulk.between_rows",
  "catalog.refresh.after_read",
  "catalog.refresh.before_commit",
  "inventory.sync.after_read",
  "inventory.sync.before_commit",
  "inventory.sync.after_batch",
  "order.submit.before_enqueue_commit",
  "order.submit.before_call",
  "order.submit.after_call",
  "order.submit.before_commit",
  "order.pay.before_call",
  "order.pay.after_confirm",
  "order.pay.after_call",
  "order.pay.before_commit",
  "order.cancel.after_call",
  "order.batch.before_commit",
  "order.batch.between_rows",
  "payment.refund.after_payment",
  "payment.refund.before_commit",
  "payment.refund.after_commit",
  "draft.after_create",
  "draft.before_settle",
  "extension.pair.before_commit",
  "extension.refresh.after_rotate",
  "extension.refresh.after_commit",
  "inventory.hints.before_commit",
  "cj.webhook.after_store",
  "whatsapp.webhook.after_store",
  "inbox.drain.before_commit",
  "inbox.follow.before_commit",
  "cj.token.after_refresh_call",
  "webhook.delivery.after_claim",
  "webhook.delivery.after_call",
  "webhook.delivery.before_commit",
  "notification.after_send",
  "customer_notice.before_send",
  "customer_notice.after_send",
  "campaign.step.before_commit",
  "message.send.before_call",
  "message.send.after_call",
  "message.send.before_commit",
  "chat.answer.before_commit",
  "media.store.after_bytes",
  "media.copy.after_store",
  "media.remove.after_bytes",
  "chat_file.fetch.after_bytes",
  "chat_file.upload.after_bytes",
  "chat_file.send.after_upload",
  "chat_file.remove.after_bytes",
  "events.dispatch.after_commit",
  "events.apply.before_commit",
] as const;
export type Failpoint = (typeof FAILPOINTS)[number];

/** Kills this process with SIGKILL when `NEXUSONE_FAILPOINT` names the place; otherwise nothing. */
export function failpoint(name: Failpoint): void {
  if (process.env["NEXUSONE_FAILPOINT"] === name) {
    process.stderr.write(`failpoint ${name}\n`);
    process.kill(process.pid, "SIGKILL");
    // The signal ends the process before this returns to JavaScript on Linux; elsewhere wait for it.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5_000);
  }
}
