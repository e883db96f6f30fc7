import { CreditEntriesPage, ListCreditEntriesInput, PlanView } from "@nexusone/contracts/billing";
import { getPlan } from "@nexusone/core/billing/get-plan";
import { listCreditEntries } from "@nexusone/core/billing/list-credit-entries";
import { merchantProcedure, router } from "../trpc.ts";

export const billingRouter = router({
  getPlan: merchantProcedure.output(PlanView).query(({ ctx }) => getPlan(ctx.service)),

  listCreditEntries: merchantProcedure
    .input(ListCreditEntriesInput)
    .output(CreditEntriesPage)
    .query(({ ctx, input }) => listCreditEntries(ctx.service, input)),
});
