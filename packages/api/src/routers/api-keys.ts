import { ApiKeyInput, ApiKeysView, CreateApiKeyInput, CreatedApiKey } from "@nexusone/contracts/api-keys";
import { Done } from "@nexusone/contracts/paging";
import { createApiKey } from "@nexusone/core/api-keys/create-api-key";
import { listApiKeys } from "@nexusone/core/api-keys/list-api-keys";
import { revokeApiKey } from "@nexusone/core/api-keys/revoke-api-key";
import { merchantProcedure, router } from "../trpc.ts";
import { done } from "./answers.ts";

export const apiKeysRouter = router({
  create: merchantProcedure
    .input(CreateApiKeyInput)
    .output(CreatedApiKey)
    .mutation(({ ctx, input }) => createApiKey(ctx.service, input)),
  list: merchantProcedure.output(ApiKeysView).query(({ ctx }) => listApiKeys(ctx.service)),
  revoke: merchantProcedure
    .input(ApiKeyInput)
    .output(Done)
    .mutation(({ ctx, input }) => done(revokeApiKey(ctx.service, input))),
});
