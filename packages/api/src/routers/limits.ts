import { LimitsView } from "@nexusone/contracts/limits-view";
import { getLimitUse } from "@nexusone/core/limits/get-limit-use";
import { merchantProcedure, router } from "../trpc.ts";

export const limitsRouter = router({
  getUse: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/limits",
        summary: "Your limits and what is used of them",
        permission: "settings:read",
      },
    })
    .output(LimitsView)
    .query(({ ctx }) => getLimitUse(ctx.service, ctx.tokensInHand)),
});
