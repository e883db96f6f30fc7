import { analytics } from "./analytics.ts";
import { api } from "./api.ts";
import { audit } from "./audit.ts";
import { auth } from "./auth.ts";
import { channels } from "./channels.ts";
import { chat } from "./chat.ts";
import { commission } from "./commission.ts";
import { connections } from "./connections.ts";
import { customers } from "./customers.ts";
import { data } from "./data.ts";
import { disputes } from "./disputes.ts";
import { deliveries } from "./deliveries.ts";
import { drafts } from "./drafts.ts";
import { erasures } from "./erasures.ts";
import { fulfilment } from "./fulfilment.ts";
import { history } from "./history.ts";
import { imports } from "./imports.ts";
import { inbox } from "./inbox.ts";
import { inventory } from "./inventory.ts";
import { media } from "./media.ts";
import { messages } from "./messages.ts";
import { notifications } from "./notifications.ts";
import { orderBatches } from "./order-batches.ts";
import { campaigns } from "./campaigns.ts";
import { orderLinks } from "./order-links.ts";
import { orders } from "./orders.ts";
import { own } from "./own.ts";
import { payments } from "./payments.ts";
import { pricing } from "./pricing.ts";
import { reorder } from "./reorder.ts";
import { settings } from "./settings.ts";
import { sourcing } from "./sourcing.ts";
import { substitutes } from "./substitutes.ts";
import { supplier } from "./supplier.ts";
import { system } from "./system.ts";
import { templates } from "./templates.ts";
import { webhooks } from "./webhooks.ts";
import { whatsapp } from "./whatsapp.ts";

/** Everything else, which travels when a screen first needs it. */
export const later = {
  ...analytics,
  ...api,
  ...audit,
  ...auth,
  ...channels,
  ...chat,
  ...commission,
  ...connections,
  ...customers,
  ...data,
  ...disputes,
  ...deliveries,
  ...drafts,
  ...erasures,
  ...fulfilment,
  ...substitutes,
  ...history,
  ...imports,
  ...inbox,
  ...inventory,
  ...media,
  ...messages,
  ...notifications,
  ...orderBatches,
  ...campaigns,
  ...orderLinks,
  ...orders,
  ...own,
  ...payments,
  ...pricing,
  ...reorder,
  ...settings,
  ...sourcing,
  ...supplier,
  ...system,
  ...templates,
  ...webhooks,
  ...whatsapp,
};
