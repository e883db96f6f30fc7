import { Done } from "@nexusone/contracts/paging";
import {
  CjCategoriesView,
  CjProductInput,
  CjProductsPage,
  CjProductView,
  CjStatusView,
  CjUsagePage,
  ConnectCjInput,
  ListCjProductsInput,
  ListCjUsageInput,
  ListTrendingInput,
} from "@nexusone/contracts/cj";
import {
  CjWebhookView,
  ListMessagesInput,
  MessagesPage,
  ReplayedView,
  ReplayMessagesInput,
} from "@nexusone/contracts/inbox";
import { connectCj } from "@nexusone/core/cj/connect-cj";
import { disconnectCj } from "@nexusone/core/cj/disconnect-cj";
import { getCjProduct } from "@nexusone/core/cj/get-cj-product";
import { getCjStatus } from "@nexusone/core/cj/get-cj-status";
import { listCjCategories } from "@nexusone/core/cj/list-cj-categories";
import { listCjProducts, listTrendingProducts } from "@nexusone/core/cj/list-cj-products";
import { listCjUsage } from "@nexusone/core/cj/list-cj-usage";
import { getCjWebhook, registerCjWebhook } from "@nexusone/core/cj/webhook/get-cj-webhook";
import { listCjMessages, replayCjMessages } from "@nexusone/core/inbox/messages";
import { testCj } from "@nexusone/core/cj/test-cj";
import { merchantProcedure, router } from "../trpc.ts";

export const cjRouter = router({
  connect: merchantProcedure
    .meta({ heavy: true })
    .input(ConnectCjInput)
    .output(CjStatusView)
    .mutation(({ ctx, input }) => connectCj(ctx.service, input)),

  disconnect: merchantProcedure.output(Done).mutation(({ ctx }) => disconnectCj(ctx.service)),

  test: merchantProcedure
    .meta({ heavy: true })
    .output(CjStatusView)
    .mutation(({ ctx }) => testCj(ctx.service)),

  getStatus: merchantProcedure.output(CjStatusView).query(({ ctx }) => getCjStatus(ctx.service)),

  getWebhook: merchantProcedure.output(CjWebhookView.nullable()).query(({ ctx }) => getCjWebhook(ctx.service)),

  registerWebhook: merchantProcedure
    .meta({ heavy: true })
    .output(CjWebhookView.nullable())
    .mutation(({ ctx }) => registerCjWebhook(ctx.service)),

  listMessages: merchantProcedure
    .input(ListMessagesInput)
    .output(MessagesPage)
    .query(({ ctx, input }) => listCjMessages(ctx.service, input)),

  replayMessages: merchantProcedure
    .meta({ heavy: true })
    .input(ReplayMessagesInput)
    .output(ReplayedView)
    .mutation(({ ctx, input }) => replayCjMessages(ctx.service, input)),

  listUsage: merchantProcedure
    .input(ListCjUsageInput)
    .output(CjUsagePage)
    .query(({ ctx, input }) => listCjUsage(ctx.service, input)),

  listProducts: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/cj/products",
        summary: "CJ's products by keyword, category, price and country",
        permission: "catalog:read",
      },
      heavy: true,
    })
    .input(ListCjProductsInput)
    .output(CjProductsPage)
    .query(({ ctx, input }) => listCjProducts(ctx.service, input)),

  getProduct: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/cj/products/{id}",
        summary: "One of CJ's products with variants and stock",
        permission: "catalog:read",
      },
      heavy: true,
    })
    .input(CjProductInput)
    .output(CjProductView)
    .query(({ ctx, input }) => getCjProduct(ctx.service, input)),

  listCategories: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/cj/categories",
        summary: "CJ's category tree, kept for a day",
        permission: "catalog:read",
      },
    })
    .output(CjCategoriesView)
    .query(({ ctx }) => listCjCategories(ctx.service)),

  listTrending: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/cj/trending-products",
        summary: "What sells at CJ right now",
        permission: "catalog:read",
      },
      heavy: true,
    })
    .input(ListTrendingInput)
    .output(CjProductsPage)
    .query(({ ctx, input }) => listTrendingProducts(ctx.service, input)),
});
