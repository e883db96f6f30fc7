import { analyticsRouter } from "./routers/analytics.ts";
import { apiKeysRouter } from "./routers/api-keys.ts";
import { archiveRouter } from "./routers/archive.ts";
import { auditRouter } from "./routers/audit.ts";
import { billingRouter } from "./routers/billing.ts";
import { campaignsRouter } from "./routers/campaigns.ts";
import { catalogRouter } from "./routers/catalog.ts";
import { categoriesRouter } from "./routers/categories.ts";
import { channelsRouter } from "./routers/channels.ts";
import { cjRouter } from "./routers/cj.ts";
import { contactsRouter } from "./routers/contacts.ts";
import { conversationsRouter } from "./routers/conversations.ts";
import { customerNoticesRouter } from "./routers/customer-notices.ts";
import { deliveriesRouter } from "./routers/deliveries.ts";
import { eventsRouter } from "./routers/events.ts";
import { erasuresRouter } from "./routers/erasures.ts";
import { extensionRouter } from "./routers/extension.ts";
import { fulfilmentRouter } from "./routers/fulfilment.ts";
import { disputesRouter } from "./routers/disputes.ts";
import { identityRouter } from "./routers/identity.ts";
import { bulkEditsRouter } from "./routers/bulk-edits.ts";
import { importsRouter } from "./routers/imports.ts";
import { inventoryRouter } from "./routers/inventory.ts";
import { reorderRouter } from "./routers/reorder.ts";
import { limitsRouter } from "./routers/limits.ts";
import { mediaRouter } from "./routers/media.ts";
import { merchantsRouter } from "./routers/merchants.ts";
import { messagesRouter } from "./routers/messages.ts";
import { notificationsRouter } from "./routers/notifications.ts";
import { operationsRouter } from "./routers/operations.ts";
import { orderBatchesRouter } from "./routers/order-batches.ts";
import { orderLinksRouter } from "./routers/order-links.ts";
import { ordersRouter } from "./routers/orders.ts";
import { paymentsRouter } from "./routers/payments.ts";
import { platformRouter } from "./routers/platform.ts";
import { savedFiltersRouter } from "./routers/saved-filters.ts";
import { storeRouter } from "./routers/store.ts";
import { teamRouter } from "./routers/team.ts";
import { templatesRouter } from "./routers/templates.ts";
import { webhooksRouter } from "./routers/webhooks.ts";
import { router } from "./trpc.ts";

/** The one typed router. The admin and the extension import its type only. */
export const appRouter = router({
  analytics: analyticsRouter,
  apiKeys: apiKeysRouter,
  archive: archiveRouter,
  audit: auditRouter,
  billing: billingRouter,
  campaigns: campaignsRouter,
  catalog: catalogRouter,
  categories: categoriesRouter,
  channels: channelsRouter,
  cj: cjRouter,
  contacts: contactsRouter,
  erasures: erasuresRouter,
  conversations: conversationsRouter,
  customerNotices: customerNoticesRouter,
  deliveries: deliveriesRouter,
  events: eventsRouter,
  extension: extensionRouter,
  fulfilment: fulfilmentRouter,
  identity: identityRouter,
  bulkEdits: bulkEditsRouter,
  imports: importsRouter,
  disputes: disputesRouter,
  inventory: inventoryRouter,
  reorder: reorderRouter,
  limits: limitsRouter,
  media: mediaRouter,
  merchants: merchantsRouter,
  messages: messagesRouter,
  notifications: notificationsRouter,
  operations: operationsRouter,
  orderBatches: orderBatchesRouter,
  orderLinks: orderLinksRouter,
  orders: ordersRouter,
  payments: paymentsRouter,
  platform: platformRouter,
  savedFilters: savedFiltersRouter,
  store: storeRouter,
  team: teamRouter,
  templates: templatesRouter,
  webhooks: webhooksRouter,
});

export type AppRouter = typeof appRouter;
