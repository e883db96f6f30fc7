import { ACCOUNT_LOG_FUNCTIONS } from "./account-log.ts";
import { analyticsFunctions } from "./analytics.ts";
import { alertFunctions } from "./alerts.ts";
import { API_KEY_FUNCTIONS } from "./api-keys.ts";
import { AUDIT_FUNCTIONS } from "./audit.ts";
import { takeSlotWithin } from "./cj-slots.ts";
import { campaignFunctions } from "./campaigns.ts";
import { cjWebhookFunctions } from "./cj-webhooks.ts";
import { commissionFunctions } from "./commission.ts";
import { conversationFunctions } from "./conversations.ts";
import { customerNoticeFunctions } from "./customer-notices.ts";
import type { SystemFunction } from "./define.ts";
import { erasureFunctions } from "./erasure.ts";
import { eventFunctions } from "./events.ts";
import { EXTENSION_FUNCTIONS } from "./extension.ts";
import { merchantsWithOrdersDue } from "./fulfilment.ts";
import { IDENTITY_FUNCTIONS } from "./identity.ts";
import { merchantsToSweep } from "./imports.ts";
import { inboxAdminFunctions } from "./inbox-admin.ts";
import { inboxFunctions } from "./inbox.ts";
import { merchantsToSync, merchantsWithDueHints } from "./inventory.ts";
import { releaseLease, takeLease } from "./leases.ts";
import { mediaFunctions } from "./media.ts";
import { merchantFunctions } from "./merchants.ts";
import { merchantsWithDueNotifications } from "./notifications.ts";
import { pruneOperations } from "./operations.ts";
import { publicLinkFunctions } from "./public-links.ts";
import { leaseTokens, pruneRates, readWindows, takeBurst, takeSlot } from "./rates.ts";
import { merchantsToReorder } from "./reorder.ts";
import { SEARCH_FUNCTIONS } from "./search.ts";
import { sendingFunctions } from "./sending.ts";
import { templateFunctions } from "./templates.ts";
import { webhookFunctions } from "./webhooks.ts";
import { whatsappFunctions } from "./whatsapp.ts";
import { whatsappChannelFunctions } from "./whatsapp-channels.ts";

/**
 * Every function that crosses merchants, applied by `migrateDatabase`. To add one: define it in a file of this folder
 * beside its typed caller, list it here, and test that it tells one merchant nothing about another beyond its purpose.
 */
export const SYSTEM_FUNCTIONS: readonly SystemFunction[] = [
  takeLease,
  releaseLease,
  takeSlot,
  takeBurst,
  leaseTokens,
  readWindows,
  pruneRates,
  ...eventFunctions,
  ...alertFunctions,
  ...campaignFunctions,
  ...IDENTITY_FUNCTIONS,
  ...EXTENSION_FUNCTIONS,
  ...API_KEY_FUNCTIONS,
  takeSlotWithin,
  merchantsToSweep,
  merchantsToSync,
  merchantsWithDueHints,
  ...inboxFunctions,
  ...inboxAdminFunctions,
  ...cjWebhookFunctions,
  ...whatsappChannelFunctions,
  merchantsWithOrdersDue,
  merchantsToReorder,
  ...mediaFunctions,
  ...merchantFunctions,
  ...commissionFunctions,
  merchantsWithDueNotifications,
  ...conversationFunctions,
  ...customerNoticeFunctions,
  ...sendingFunctions,
  ...templateFunctions,
  ...publicLinkFunctions,
  pruneOperations,
  ...SEARCH_FUNCTIONS,
  ...webhookFunctions,
  ...whatsappFunctions,
  ...erasureFunctions,
  ...AUDIT_FUNCTIONS,
  ...ACCOUNT_LOG_FUNCTIONS,
  ...analyticsFunctions,
];
