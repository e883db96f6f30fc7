import { AccountActsOfAllPage, ListAccountActsInput } from "@nexusone/contracts/account-log";
import { PlatformInsightView, RangeInput } from "@nexusone/contracts/analytics";
import { ChangePlanInput, GrantCreditsInput, PlanView } from "@nexusone/contracts/billing";
import { BodiesPage, ListBodiesInput, ReplayBodiesInput, ReplayedView } from "@nexusone/contracts/inbox";
import { ListPageReportsInput, PageReportsView } from "@nexusone/contracts/page-reports";
import {
  CommissionHistory,
  CommissionsPage,
  CommissionView,
  GetCommissionInput,
  ListCommissionsInput,
  SetCommissionInput,
} from "@nexusone/contracts/payments";
import { PlatformJobsView, QueueInput, RedriveView } from "@nexusone/contracts/operations";
import { getPlatformInsight } from "@nexusone/core/analytics/get-platform-insight";
import { listPageReports } from "@nexusone/core/analytics/list-page-reports";
import { changePlan } from "@nexusone/core/billing/change-plan";
import { grantCredits } from "@nexusone/core/billing/grant-credits";
import { listBodies, replayBodies } from "@nexusone/core/inbox/bodies";
import { listActivityOfAll } from "@nexusone/core/identity/list-activity";
import { getPlatformJobs } from "@nexusone/core/operations/get-platform-jobs";
import { retryDeadLetters } from "@nexusone/core/operations/retry-dead-letters";
import { getCommission, listCommissions } from "@nexusone/core/payments/get-commission";
import { setCommission } from "@nexusone/core/payments/set-commission";
import { router, userProcedure } from "../trpc.ts";

/** For platform admins, about any merchant. */
export const platformRouter = router({
  changePlan: userProcedure
    .input(ChangePlanInput)
    .output(PlanView)
    .mutation(({ ctx, input }) => changePlan(ctx, input)),

  grantCredits: userProcedure
    .input(GrantCreditsInput)
    .output(PlanView)
    .mutation(({ ctx, input }) => grantCredits(ctx, input)),

  listCommissions: userProcedure
    .input(ListCommissionsInput)
    .output(CommissionsPage)
    .query(({ ctx, input }) => listCommissions(ctx, input)),

  getCommission: userProcedure
    .input(GetCommissionInput)
    .output(CommissionHistory)
    .query(({ ctx, input }) => getCommission(ctx, input)),

  setCommission: userProcedure
    .input(SetCommissionInput)
    .output(CommissionView)
    .mutation(({ ctx, input }) => setCommission(ctx, input)),

  retryDeadLetters: userProcedure
    .input(QueueInput)
    .output(RedriveView)
    .mutation(({ ctx, input }) => retryDeadLetters(ctx, input)),

  getInsight: userProcedure
    .input(RangeInput)
    .output(PlatformInsightView)
    .query(({ ctx, input }) => getPlatformInsight(ctx, input)),

  listPageReports: userProcedure
    .input(ListPageReportsInput)
    .output(PageReportsView)
    .query(({ ctx, input }) => listPageReports(ctx, input)),

  listActivity: userProcedure
    .input(ListAccountActsInput)
    .output(AccountActsOfAllPage)
    .query(({ ctx, input }) => listActivityOfAll(ctx, input)),

  listBodies: userProcedure
    .input(ListBodiesInput)
    .output(BodiesPage)
    .query(({ ctx, input }) => listBodies(ctx, input)),

  replayBodies: userProcedure
    .input(ReplayBodiesInput)
    .output(ReplayedView)
    .mutation(({ ctx, input }) => replayBodies(ctx, input)),

  getJobs: userProcedure.output(PlatformJobsView).query(({ ctx }) => getPlatformJobs(ctx)),
});
