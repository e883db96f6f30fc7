import { EventView } from "@nexusone/contracts/events";
import { Done } from "@nexusone/contracts/paging";
import {
  CreatedWebhook,
  CreateWebhookInput,
  DeliveriesPage,
  DeliveryDetail,
  DeliveryInput,
  ListDeliveriesInput,
  RecentEventsInput,
  RegisterWebhookSecretInput,
  ReplayCount,
  ReplayInput,
  ResumeWebhookInput,
  UpdateWebhookInput,
  WebhookInput,
  WebhookStatusView,
  WebhooksView,
  WebhookView,
} from "@nexusone/contracts/webhooks";
import { createWebhook } from "@nexusone/core/webhooks/create-webhook";
import { deleteWebhook } from "@nexusone/core/webhooks/delete-webhook";
import { getDelivery, listDeliveries } from "@nexusone/core/webhooks/list-deliveries";
import { listWebhooks } from "@nexusone/core/webhooks/list-webhooks";
import { pauseWebhook, resumeWebhook } from "@nexusone/core/webhooks/pause-webhook";
import { registerWebhookSecret } from "@nexusone/core/webhooks/register-webhook-secret";
import { previewReplay, replayDeliveries } from "@nexusone/core/webhooks/replay-deliveries";
import { testWebhook } from "@nexusone/core/webhooks/test-webhook";
import { updateWebhook } from "@nexusone/core/webhooks/update-webhook";
import { getRecentEvents, getWebhookStatus } from "@nexusone/core/webhooks/webhook-history";
import { z } from "zod";
import { merchantProcedure, router } from "../trpc.ts";
import { done } from "./answers.ts";

export const webhooksRouter = router({
  list: merchantProcedure.output(WebhooksView).query(({ ctx }) => listWebhooks(ctx.service)),
  create: merchantProcedure
    .input(CreateWebhookInput)
    .output(CreatedWebhook)
    .mutation(({ ctx, input }) => createWebhook(ctx.service, input)),
  update: merchantProcedure
    .input(UpdateWebhookInput)
    .output(WebhookView)
    .mutation(({ ctx, input }) => updateWebhook(ctx.service, input)),
  delete: merchantProcedure
    .input(WebhookInput)
    .output(Done)
    .mutation(({ ctx, input }) => done(deleteWebhook(ctx.service, input))),
  pause: merchantProcedure
    .input(WebhookInput)
    .output(WebhookView)
    .mutation(({ ctx, input }) => pauseWebhook(ctx.service, input)),
  resume: merchantProcedure
    .input(ResumeWebhookInput)
    .output(WebhookView)
    .mutation(({ ctx, input }) => resumeWebhook(ctx.service, input)),
  registerSecret: merchantProcedure
    .input(RegisterWebhookSecretInput)
    .output(CreatedWebhook)
    .mutation(({ ctx, input }) => registerWebhookSecret(ctx.service, input)),
  test: merchantProcedure
    .meta({ heavy: true })
    .input(WebhookInput)
    .output(Done)
    .mutation(({ ctx, input }) => done(testWebhook(ctx.service, input))),

  listDeliveries: merchantProcedure
    .input(ListDeliveriesInput)
    .output(DeliveriesPage)
    .query(({ ctx, input }) => listDeliveries(ctx.service, input)),
  getDelivery: merchantProcedure
    .input(DeliveryInput)
    .output(DeliveryDetail)
    .query(({ ctx, input }) => getDelivery(ctx.service, input)),
  previewReplay: merchantProcedure
    .input(ReplayInput)
    .output(ReplayCount)
    .query(({ ctx, input }) => previewReplay(ctx.service, input)),
  replay: merchantProcedure
    .meta({ heavy: true })
    .input(ReplayInput)
    .output(ReplayCount)
    .mutation(({ ctx, input }) => replayDeliveries(ctx.service, input)),

  getStatus: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/webhooks/status",
        summary: "Endpoints, events so far and when the last one was",
        permission: "webhooks:read",
      },
    })
    .output(WebhookStatusView)
    .query(({ ctx }) => getWebhookStatus(ctx.service)),
  getRecentEvents: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/webhooks/events",
        summary: "The last events, of one type if asked",
        permission: "webhooks:read",
      },
    })
    .input(RecentEventsInput)
    .output(z.array(EventView))
    .query(({ ctx, input }) => getRecentEvents(ctx.service, input)),
});
