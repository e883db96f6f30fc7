import {
  ListNotificationsInput,
  MarkReadInput,
  NotificationSettingsView,
  NotificationsPage,
  SaveNotificationSettingsInput,
  TestChannelInput,
  UnreadView,
} from "@nexusone/contracts/notifications";
import { Done } from "@nexusone/contracts/paging";
import { listNotifications } from "@nexusone/core/notifications/list-notifications";
import { markNotificationsRead } from "@nexusone/core/notifications/mark-notifications-read";
import { getNotificationSettings, saveNotificationSettings } from "@nexusone/core/notifications/notification-settings";
import { testChannel } from "@nexusone/core/notifications/test-channel";
import { merchantProcedure, router } from "../trpc.ts";

export const notificationsRouter = router({
  list: merchantProcedure
    .input(ListNotificationsInput)
    .output(NotificationsPage)
    .query(({ ctx, input }) => listNotifications(ctx.service, input)),

  markRead: merchantProcedure
    .input(MarkReadInput)
    .output(UnreadView)
    .mutation(({ ctx, input }) => markNotificationsRead(ctx.service, input)),

  getSettings: merchantProcedure
    .output(NotificationSettingsView)
    .query(({ ctx }) => getNotificationSettings(ctx.service)),

  saveSettings: merchantProcedure
    .input(SaveNotificationSettingsInput)
    .output(NotificationSettingsView)
    .mutation(({ ctx, input }) => saveNotificationSettings(ctx.service, input)),

  testChannel: merchantProcedure
    .meta({ heavy: true })
    .input(TestChannelInput)
    .output(Done)
    .mutation(({ ctx, input }) => testChannel(ctx.service, input)),
});
