import type { EventType, EventView } from "@nexusone/contracts/events";
import type { QueryClient, QueryFilters } from "@tanstack/react-query";
import type { Api } from "../api.ts";

/** Every answer of the server that an event can make untrue. */
const targets = (api: Api, person: Api) =>
  ({
    list: api.catalog.listProducts.pathFilter(),
    facets: api.catalog.listFacets.pathFilter(),
    product: api.catalog.getProduct.pathFilter(),
    history: api.catalog.listProductHistory.pathFilter(),
    imports: api.imports.pathFilter(),
    inventory: api.inventory.pathFilter(),
    reorder: api.reorder.pathFilter(),
    orders: api.orders.pathFilter(),
    fulfilment: api.fulfilment.pathFilter(),
    disputes: api.disputes.pathFilter(),
    previews: api.imports.getPreview.pathFilter(),
    drafts: api.imports.listDrafts.pathFilter(),
    billing: api.billing.pathFilter(),
    contacts: api.contacts.pathFilter(),
    payments: api.payments.pathFilter(),
    operations: api.operations.pathFilter(),
    cj: api.cj.pathFilter(),
    extension: api.extension.pathFilter(),
    apiKeys: api.apiKeys.pathFilter(),
    team: api.team.pathFilter(),
    archive: api.archive.pathFilter(),
    media: api.media.pathFilter(),
    settings: api.merchants.pathFilter(),
    told: api.customerNotices.pathFilter(),
    notices: api.notifications.pathFilter(),
    webhooks: api.webhooks.pathFilter(),
    me: person.identity.findMe.pathFilter(),
  }) satisfies Record<string, QueryFilters>;
type Target = keyof ReturnType<typeof targets>;

const EFFECTS: Record<EventType, readonly Target[]> = {
  "product.imported": ["list", "facets", "imports", "billing", "extension", "operations"],
  "product.created": ["list", "facets", "billing"],
  "product.removed": ["list", "facets", "product", "history", "billing"],
  "product.import_undone": ["list", "facets", "product", "history", "imports", "billing"],
  "product.updated": ["list", "facets", "product", "history", "media"],
  "media.uploaded": ["media"],
  "media.deleted": ["media", "product", "list"],
  "import.failed": ["imports", "billing"],
  "import.preview_read": ["previews"],
  "import.paused": ["imports", "operations"],
  "import.resumed": ["imports", "operations"],
  "draft.created": ["drafts"],
  "draft.settled": ["drafts", "imports"],
  "inventory.sync_moved": ["inventory"],
  "inventory.alert_raised": ["inventory"],
  "inventory.alert_ended": ["inventory"],
  "inventory.alerts_dismissed": ["inventory"],
  "inventory.approval_asked": ["inventory", "product", "list"],
  "inventory.approval_decided": ["inventory", "product", "list"],
  "inventory.change_followed": ["inventory"],
  "inventory.settings_saved": ["inventory"],
  "contact.created": ["contacts"],
  "contact.updated": ["contacts"],
  "contact.merged": ["contacts"],
  "contact.consent_recorded": ["contacts"],
  "contact.suppressed": ["contacts"],
  "contact.unsuppressed": ["contacts"],
  "order.created": ["orders", "inventory"],
  "order.status_changed": ["orders", "inventory"],
  "order.held": ["orders"],
  "order.hold_resolved": ["orders"],
  "order.address_changed": ["orders"],
  "order.parcel_moved": ["orders", "disputes"],
  "order.supplier_moved": ["fulfilment", "orders", "disputes"],
  "dispute.possible": ["disputes"],
  "dispute.opened": ["disputes"],
  "dispute.settled": ["disputes", "payments"],
  "order.customer_told": ["told", "orders"],
  "order.tracking_link_made": ["orders"],
  "order.tracking_link_revoked": ["orders"],
  "customer_notices.settings_saved": ["told"],
  "fulfilment.settings_saved": ["fulfilment"],
  "order.settings_saved": ["orders"],
  "payment.received": ["payments"],
  "payment.refunded": ["payments"],
  "reorder.suggested": ["reorder"],
  "reorder.moved": ["reorder", "inventory", "product", "list"],
  "reorder.dismissed": ["reorder"],
  "reorder.settings_saved": ["reorder"],
  "operation.queued": ["operations"],
  "operation.completed": ["operations"],
  "operation.failed": ["operations"],
  "operation.retried": ["operations"],
  "operation.discarded": ["operations", "imports"],
  "cj.connected": ["cj", "operations"],
  "cj.disconnected": ["cj", "operations"],
  "cj.webhook_moved": ["cj"],
  "cj.messages_replayed": ["cj"],
  "extension.paired": ["extension"],
  "extension.revoked": ["extension"],
  "webhook.created": ["webhooks"],
  "webhook.updated": ["webhooks"],
  "webhook.deleted": ["webhooks"],
  "webhook.paused": ["webhooks"],
  "webhook.resumed": ["webhooks"],
  "webhook.secret_registered": ["webhooks"],
  "webhook.replayed": ["webhooks"],
  "webhook.test": ["webhooks"],
  "webhook.failing": ["webhooks"],
  "webhook.recovered": ["webhooks"],
  "webhook.disabled": ["webhooks"],
  "notification.raised": ["notices"],
  "api_key.created": ["apiKeys"],
  "api_key.revoked": ["apiKeys"],
  "merchant.exported": ["archive"],
  "plan.changed": ["billing", "extension", "me"],
  "credits.granted": ["billing"],
  "member.joined": ["team"],
  "member.invited": ["team"],
  "member.invitation_withdrawn": ["team"],
  "member.role_changed": ["team", "apiKeys", "me"],
  "member.removed": ["team", "apiKeys", "me"],
  "merchant.created": ["me"],
  "merchant.updated": ["settings", "product", "me"],
};

/** True when the person's own standing may have changed and the screen must be decided anew. */
export const touchesStanding = (type: EventType): boolean => EFFECTS[type]?.includes("me") ?? false;

/**
 * Marks what an event made untrue and fetches again what is on screen. The catalogue list is only marked: its page decides
 * whether rows may appear, because nothing may move under the reader's eyes.
 */
export async function applyEvent(queryClient: QueryClient, api: Api, person: Api, event: EventView): Promise<void> {
  const all = targets(api, person);
  // A server newer than this page may send types it does not know.
  const wanted = EFFECTS[event.type] ?? [];
  await Promise.all(
    wanted.map((target) =>
      queryClient.invalidateQueries({ ...all[target], refetchType: target === "list" ? "none" : "active" }),
    ),
  );
}
