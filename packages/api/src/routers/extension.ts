import {
  CreatePairingInput,
  ExtensionAccountView,
  ExtensionSessionInput,
  ExtensionSessionsView,
  ExtensionTokens,
  PairingCodeInput,
  PairingOffer,
  PairingView,
  PairInput,
  RefreshInput,
  RevokedSessions,
} from "@nexusone/contracts/extension";
import { ReportPageInput } from "@nexusone/contracts/page-reports";
import { Done } from "@nexusone/contracts/paging";
import { createPairing } from "@nexusone/core/extension/create-pairing";
import { describePairing } from "@nexusone/core/extension/describe-pairing";
import { disconnectExtension } from "@nexusone/core/extension/disconnect-extension";
import { getExtensionAccount } from "@nexusone/core/extension/get-extension-account";
import { listExtensionSessions } from "@nexusone/core/extension/list-extension-sessions";
import { pair } from "@nexusone/core/extension/pair";
import { refreshSession } from "@nexusone/core/extension/refresh-session";
import { reportPage } from "@nexusone/core/extension/report-page";
import { revokeAllExtensionSessions } from "@nexusone/core/extension/revoke-all-extension-sessions";
import { revokeExtensionSession } from "@nexusone/core/extension/revoke-extension-session";
import { merchantProcedure, publicProcedure, router } from "../trpc.ts";
import { done } from "./answers.ts";

export const extensionRouter = router({
  createPairing: merchantProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/api/chrome-extension/generate-token",
        summary: "Make a one-time code that pairs a browser; for people, not for API keys",
        permission: "extension:use",
        example: { name: "Office laptop", scopes: ["catalog:read", "catalog:import"] },
        status: 201,
      },
    })
    .input(CreatePairingInput)
    .output(PairingView)
    .mutation(({ ctx, input }) => createPairing(ctx.service, input)),

  describePairing: publicProcedure
    .input(PairingCodeInput)
    .output(PairingOffer)
    .query(({ ctx, input }) => describePairing(ctx, input)),

  pair: publicProcedure
    .input(PairInput)
    .output(ExtensionTokens)
    .mutation(({ ctx, input }) => pair(ctx, input)),

  refresh: publicProcedure
    .input(RefreshInput)
    .output(ExtensionTokens)
    .mutation(({ ctx, input }) => refreshSession(ctx, input)),

  listSessions: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/chrome-extension/sessions",
        summary: "List the paired browsers",
        permission: "extension:use",
      },
    })
    .output(ExtensionSessionsView)
    .query(({ ctx }) => listExtensionSessions(ctx.service)),

  revokeSession: merchantProcedure
    .meta({
      rest: {
        method: "DELETE",
        path: "/api/chrome-extension/sessions/{sessionId}",
        summary: "Revoke one paired browser",
        permission: "extension:use",
      },
    })
    .input(ExtensionSessionInput)
    .output(Done)
    .mutation(({ ctx, input }) => done(revokeExtensionSession(ctx.service, input))),

  revokeAllSessions: merchantProcedure
    .meta({
      rest: {
        method: "DELETE",
        path: "/api/chrome-extension/sessions",
        summary: "Revoke every paired browser you may see",
        permission: "extension:use",
      },
    })
    .output(RevokedSessions)
    .mutation(({ ctx }) => revokeAllExtensionSessions(ctx.service)),

  account: merchantProcedure.output(ExtensionAccountView).query(({ ctx }) => getExtensionAccount(ctx.service)),

  reportPage: merchantProcedure
    .input(ReportPageInput)
    .output(Done)
    .mutation(({ ctx, input }) => done(reportPage(ctx.service, input))),

  disconnect: merchantProcedure.output(Done).mutation(({ ctx }) => done(disconnectExtension(ctx.service))),
});
