import { MembershipView } from "@nexusone/contracts/identity";
import { CreateMerchantInput, MerchantSettings, UpdateMerchantInput } from "@nexusone/contracts/merchants";
import { createMerchant, listMine } from "@nexusone/core/merchants/create-merchant";
import { getSettings, updateSettings } from "@nexusone/core/merchants/settings";
import { z } from "zod";
import { merchantProcedure, router, userProcedure } from "../trpc.ts";

export const merchantsRouter = router({
  listMine: userProcedure.output(z.array(MembershipView)).query(({ ctx }) => listMine(ctx)),
  createMerchant: userProcedure
    .input(CreateMerchantInput)
    .output(MembershipView)
    .mutation(({ ctx, input }) => createMerchant(ctx, input)),
  getSettings: merchantProcedure.output(MerchantSettings).query(({ ctx }) => getSettings(ctx.service)),
  updateSettings: merchantProcedure
    .input(UpdateMerchantInput)
    .output(MerchantSettings)
    .mutation(({ ctx, input }) => updateSettings(ctx.service, input)),
});
