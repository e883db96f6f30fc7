import { OK } from "@nexusone/contracts/analytics-terms";
import type { MerchantId } from "@nexusone/contracts/ids";
import { reasonOf, type ReasonCode } from "@nexusone/contracts/reasons";
import { databaseUnavailable, DomainError, isDomainError } from "../errors.ts";
import { trackOperation, untracked, type Tracker } from "../operations/track-operation.ts";
import { logWith } from "../log-with.ts";
import type { Platform } from "../platform.ts";
import { earliestRetry } from "./backoff.ts";
import type { JobRun } from "./define-job.ts";
import { JobData } from "./job-queue.ts";

const ATTEMPTS_OF_UNKNOWN = 5;

/** One attempt as the queue hands it out. */
export type Attempt = {
  readonly id: string;
  readonly data: unknown;
  /** 0 at the first attempt. */
  readonly retryCount: number;
  /** One is aborted when the queue gave the job to somebody else, or this process stops. */
  readonly ends: readonly AbortSignal[];
};
export type Outcome =
  | { readonly status: "completed" }
  /** Tried again; as `deadletter` it is not. The output says why, in codes of the registry. */
  | { readonly status: "failed" | "deadletter"; readonly output: { reason: string; details: object } };

/** What every line about the job says. */
type Facts = { readonly job: string; readonly jobId: string; readonly merchantId?: string; readonly cause?: string };

/**
 * Runs one attempt and keeps its operation true. A thrown error is worth another attempt, unless its reason says that no
 * repeat can help; what is settled the handler writes on its own row and returns. Never throws.
 */
export async function runJob(platform: Platform, item: Attempt): Promise<Outcome> {
  const { tracer } = platform.db;
  if (!tracer) return attemptJob(platform, item);
  const { data } = JobData.safeParse(item.data);
  const { job = "unknown", merchant, cause, trace } = data ?? {};
  const facts = { "nexusone.job_id": item.id, "nexusone.merchant": merchant, "nexusone.cause": cause };
  return tracer.span(
    `job ${job}`,
    facts,
    async (note) => {
      const outcome = await attemptJob(platform, item);
      note({ "nexusone.outcome": outcome.status, failed: outcome.status !== "completed" });
      return outcome;
    },
    trace,
  );
}

async function attemptJob(platform: Platform, item: Attempt): Promise<Outcome> {
  let end: (failure: DomainError, retryAt: Date | undefined) => Promise<void> = untracked.failed;
  let attempts = 1;
  const facts: Facts = { job: "unknown", jobId: item.id };
  const own = { ...platform, log: logWith(platform.log, facts) };
  const startedAt = performance.now();
  const count = (outcome: ReasonCode | typeof OK): void => {
    const { merchantId, job: operation } = facts;
    platform.usage?.count({ merchantId, area: "job", operation, outcome, ms: performance.now() - startedAt });
  };
  try {
    const { job: kind, payload, merchant, operation, cause } = JobData.parse(item.data);
    Object.assign(facts, { job: kind, ...(merchant && { merchantId: merchant }), ...(cause && { cause }) });
    const job = platform.jobs.find(kind);
    // A process of another release may know it: worth some attempts.
    attempts = job?.attempts ?? ATTEMPTS_OF_UNKNOWN;
    const attempt = item.retryCount + 1;
    const tracker =
      operation && merchant
        ? await trackOperation(own, merchant as MerchantId, operation, Math.min(attempt, attempts))
        : untracked;
    if (!tracker) return { status: "completed" };
    end = tracker.failed;
    if (!job) throw new Error(`no job is called ${kind}`);
    // Whoever had the last attempt died with it.
    if (attempt > attempts) throw new DomainError("job.worker_lost");
    const ended = await job.handle(own, job.payload.parse(payload), runOf(attempt, item.ends, tracker));
    await (ended === "paused" ? tracker.paused() : tracker.completed());
    count(OK);
    return { status: "completed" };
  } catch (error) {
    const failure = failureOf(error);
    count(failure.reason);
    const last = item.retryCount + 1 >= attempts || !reasonOf(failure.reason).retry;
    await end(failure, last ? undefined : earliestRetry(item.retryCount)).catch((err: unknown) =>
      own.log.error({ err }, "the operation could not be brought up to date"),
    );
    const fields = { err: error, reason: failure.reason, attempt: item.retryCount + 1 };
    if (last) own.log.error(fields, "job failed for good");
    else own.log.warn(fields, "job failed, will be tried again");
    return { status: last ? "deadletter" : "failed", output: { reason: failure.reason, details: failure.details } };
  }
}

function runOf(attempt: number, ends: readonly AbortSignal[], { lost, progress }: Tracker): JobRun {
  const all = [...ends, lost];
  return {
    attempt,
    // Made when asked for: of tiny jobs it would be the larger part.
    get signal() {
      return AbortSignal.any(all);
    },
    progress,
    goOn: () => {
      if (all.some(({ aborted }) => aborted)) throw new DomainError("job.worker_lost");
    },
  };
}

/** What a merchant may read. An error nobody foresaw stays in the log. */
const failureOf = (error: unknown): DomainError =>
  isDomainError(error) ? error : (databaseUnavailable(error) ?? new DomainError("job.failed", {}, error));
