import { z } from "zod";
import { ENVIRONMENTS } from "./cj.ts";
import { OPERATION_STATUSES } from "./operation-status.ts";
import { Instant, page, PageInput } from "./paging.ts";

/** What a merchant may ask about background work of theirs. */
export const QueueName = z.string().regex(/^[\w-]{1,60}$/);
export const OperationInput = z.object({ queue: QueueName, id: z.uuid() });
export const QueueInput = z.object({ queue: QueueName });
export const ListOperationsInput = PageInput.extend({
  queue: QueueName.optional(),
  status: z.enum(OPERATION_STATUSES).optional(),
});

/** JOB-03. `failedReason` is a code of the registry; of a queued one it says why the last attempt failed. */
export const JobStatusView = z.object({
  id: z.uuid(),
  queue: z.string(),
  status: z.enum(OPERATION_STATUSES),
  /** 0 to 100. */
  progress: z.number().int(),
  attempts: z.number().int(),
  failedReason: z.string().nullable(),
});
export const OperationView = JobStatusView.extend({
  kind: z.string(),
  maxAttempts: z.number().int(),
  failedDetails: z.record(z.string(), z.union([z.string(), z.number()])),
  subject: z.object({ kind: z.string(), id: z.uuid() }).nullable(),
  by: z.string(),
  createdAt: Instant,
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
  /** Not before this, in real time; null when it may run at once. */
  runAfter: Instant.nullable(),
});
export type OperationView = z.infer<typeof OperationView>;
export const OperationsPage = page(OperationView);

/** Counts stop here: whoever has more does not need to know how many. */
export const COUNT_CAP = 10_000;
/** JOB-04, of one merchant's operations: `waiting` may run at once, `delayed` not yet. */
export const QueueStatsView = z.object({
  queue: z.string(),
  active: z.number().int(),
  waiting: z.number().int(),
  completed: z.number().int(),
  failed: z.number().int(),
  delayed: z.number().int(),
});
export type QueueStatsView = z.infer<typeof QueueStatsView>;

/** All merchants' jobs of a queue, as the platform sees them; `dead` wait for somebody to look at them. */
export const PlatformQueueView = QueueStatsView.extend({
  dead: z.number().int(),
  /** How long the oldest of those that may run has waited; null when none waits. */
  oldestSeconds: z.number().int().nullable(),
});
export const ScheduleView = z.object({ job: z.string(), cron: z.string(), lastRunAt: Instant.nullable() });
export const PlatformJobsView = z.object({ queues: z.array(PlatformQueueView), schedule: z.array(ScheduleView) });
export type PlatformJobsView = z.infer<typeof PlatformJobsView>;

export const RedriveView = z.object({ moved: z.number().int() });

/** How a vendor's last calls went, newest `calls` of the last 24 hours. Times in milliseconds. */
export const VendorHealthView = z.object({
  vendor: z.literal("cj"),
  environment: z.enum(ENVIRONMENTS),
  calls: z.number().int(),
  failed: z.number().int(),
  throttled: z.number().int(),
  medianMs: z.number().int().nullable(),
  p95Ms: z.number().int().nullable(),
  lastSuccessAt: Instant.nullable(),
  lastFailureAt: Instant.nullable(),
  pointsLeft: z.number().int(),
  pointsPerDay: z.number().int(),
  reason: z.string().nullable(),
});
export type VendorHealthView = z.infer<typeof VendorHealthView>;
