import {
  JobStatusView,
  ListOperationsInput,
  OperationInput,
  OperationsPage,
  OperationView,
  QueueInput,
  QueueStatsView,
  VendorHealthView,
} from "@nexusone/contracts/operations";
import { discardOperation } from "@nexusone/core/operations/discard-operation";
import { getJobStatus } from "@nexusone/core/operations/get-job-status";
import { getQueueStats, listQueueStats } from "@nexusone/core/operations/get-queue-stats";
import { listOperations } from "@nexusone/core/operations/list-operations";
import { listVendorHealth } from "@nexusone/core/operations/list-vendor-health";
import { retryOperation } from "@nexusone/core/operations/retry-operation";
import { z } from "zod";
import { merchantProcedure, router } from "../trpc.ts";

/** Background work of one merchant. */
export const operationsRouter = router({
  getJobStatus: merchantProcedure
    .meta({
      rest: { method: "GET", path: "/api/jobs/{queue}/{id}", summary: "How a job stands", permission: "jobs:read" },
    })
    .input(OperationInput)
    .output(JobStatusView)
    .query(({ ctx, input }) => getJobStatus(ctx.service, input)),

  getQueueStats: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/jobs/{queue}",
        summary: "Your jobs of a queue, counted by state",
        permission: "jobs:read",
      },
    })
    .input(QueueInput)
    .output(QueueStatsView)
    .query(({ ctx, input }) => getQueueStats(ctx.service, input)),

  listQueueStats: merchantProcedure.output(z.array(QueueStatsView)).query(({ ctx }) => listQueueStats(ctx.service)),

  list: merchantProcedure
    .meta({ rest: { method: "GET", path: "/api/jobs", summary: "Your jobs, newest first", permission: "jobs:read" } })
    .input(ListOperationsInput)
    .output(OperationsPage)
    .query(({ ctx, input }) => listOperations(ctx.service, input)),

  retry: merchantProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/api/jobs/{queue}/{id}/retry",
        summary: "Try a failed job again",
        permission: "jobs:manage",
      },
    })
    .input(OperationInput)
    .output(OperationView)
    .mutation(({ ctx, input }) => retryOperation(ctx.service, input)),

  discard: merchantProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/api/jobs/{queue}/{id}/discard",
        summary: "Give up a waiting or failed job",
        permission: "jobs:manage",
      },
    })
    .input(OperationInput)
    .output(OperationView)
    .mutation(({ ctx, input }) => discardOperation(ctx.service, input)),

  listVendorHealth: merchantProcedure
    .output(z.array(VendorHealthView))
    .query(({ ctx }) => listVendorHealth(ctx.service)),
});
