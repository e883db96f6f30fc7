import {
  CreateDeliveryInput,
  DeliveriesInput,
  DeliveryLinkView,
  DeliverySettings,
  DeliveryTaskInput,
  DeliveryTaskList,
  DeliveryTaskView,
} from "@nexusone/contracts/deliveries";
import { getDeliverySettings, saveDeliverySettings } from "@nexusone/core/deliveries/automate";
import { createDelivery, listDeliveries, shareDelivery, withdrawDelivery } from "@nexusone/core/deliveries/deliveries";
import { merchantProcedure, router } from "../trpc.ts";

export const deliveriesRouter = router({
  create: merchantProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/api/delivery-tasks",
        status: 201,
        summary: "Give what of an order is in no parcel yet to a driver of the shop",
        permission: "orders:manage",
        example: { orderId: "0198c0de-7a11-7000-8000-000000000001", driverName: "Karim" },
      },
    })
    .input(CreateDeliveryInput)
    .output(DeliveryTaskView)
    .mutation(({ ctx, input }) => createDelivery(ctx.service, input)),

  list: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/delivery-tasks",
        summary: "Who brings what of an order, and how far they are",
        permission: "orders:read",
      },
    })
    .input(DeliveriesInput)
    .output(DeliveryTaskList)
    .query(({ ctx, input }) => listDeliveries(ctx.service, input)),

  share: merchantProcedure
    .input(DeliveryTaskInput)
    .output(DeliveryLinkView)
    .mutation(({ ctx, input }) => shareDelivery(ctx.service, input)),

  withdraw: merchantProcedure
    .input(DeliveryTaskInput)
    .output(DeliveryTaskView)
    .mutation(({ ctx, input }) => withdrawDelivery(ctx.service, input)),

  getSettings: merchantProcedure.output(DeliverySettings).query(({ ctx }) => getDeliverySettings(ctx.service)),

  saveSettings: merchantProcedure
    .input(DeliverySettings)
    .output(DeliverySettings)
    .mutation(({ ctx, input }) => saveDeliverySettings(ctx.service, input)),
});
