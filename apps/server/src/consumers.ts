import { countFeatures } from "@nexusone/core/analytics/count-features";
import { countProducts } from "@nexusone/core/analytics/count-products";
import { learnWords } from "@nexusone/core/catalog/learn-words";
import { tellCustomers } from "@nexusone/core/customer-notices/follow-orders";
import { assignDrivers } from "@nexusone/core/deliveries/automate";
import type { EventConsumer } from "@nexusone/core/events/consume-events";
import { automateOrders } from "@nexusone/core/fulfilment/automate";
import { webhookConsumer } from "@nexusone/core/webhooks/handle-webhook-event";
import { notify } from "@nexusone/core/notifications/notify";

/** Everything that reads the events of all merchants in order. A feature adds its own here. */
export const CONSUMERS: readonly EventConsumer[] = [
  notify,
  webhookConsumer,
  countFeatures,
  countProducts,
  learnWords,
  automateOrders,
  assignDrivers,
  tellCustomers,
];
