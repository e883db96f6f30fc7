import type { EventType, EventView } from "@nexusone/contracts/events";
import type { QueryClient, QueryFilters, QueryKey } from "@tanstack/react-query";
import type { Api } from "../api.ts";

/** Every answer of the server that an event can make untrue. */
const targets = (api: Api, person: Api, event: EventView) =>
  ({
    list: api.catalog.listProducts.pathFilter(),
    facets: api.catalog.listFacets.pathFilter(),
    product: api.catalog.getProduct.pathFilter(),
    history: api.catalog.listProductHistory.pathFilter(),
    imports: api.imports.pathFilter(),
    inventory: api.inventory.pathFilter(),
    reorder: api.reorder.pathFilter(),
    orders: api.orders.pathFilter(),
    orderLinks: api.orderLinks.pathFilter(),
    fulfilment: api.fulfilment.pathFilter(),
    substitutes: api.fulfilment.listSubstitutes.pathFilter(),
    disputes: api.disputes.pathFilter(),
    previews: api.imports.getPreview.pathFilter(),
    drafts: api.imports.listDrafts.pathFilter(),
    billing: api.billing.pathFilter(),
    contacts: api.contacts.pathFilter(),
    erasures: api.erasures.pathFilter(),
    payments: api.payments.pathFilter(),
    operations: api.operations.pathFilter(),
    cj: api.cj.pathFilter(),
    campaigns: api.campaigns.pathFilter(),
    channels: api.channels.pathFilter(),
    extension: api.extension.pathFilter(),
    apiKeys: api.apiKeys.pathFilter(),
    team: api.team.pathFilter(),
    archive: api.archive.pathFilter(),
    media: api.media.pathFilter(),
    settings: api.merchants.pathFilter(),
    conversations: {
      ...api.conversations.pathFilter(),
      predicate: ({ queryKey }) => concerns(queryKey, event.payload["conversationId"]),
    },
    /** What the composer says before a message is sent. */
    guard: {
      ...api.messages.guard.pathFilter(),
      predicate: ({ queryKey }) => concerns(queryKey, event.payload["conversationId"]),
    },
    deliveries: api.deliveries.pathFilter(),
    told: api.customerNotices.pathFilter(),
    notices: api.notifications.pathFilter(),
    webhooks: api.webhooks.pathFilter(),
    templates: api.templates.pathFilter(),
    me: person.identity.findMe.pathFilter(),
  }) satisfies Record<string, QueryFilters>;
type Target = keyof ReturnType<typeof targets>;

type Input = Readonly<Record<string, unknown>>;
/** Counts always; what is about one conversation when it is this one; hits of a search stay as they were found. */
function concerns(queryKey: QueryKey, conversationId: unknown): boolean {
  // Prefix, path and options, as `createApi` has them made.
  const [, path, options] = queryKey as readonly [unknown, (readonly string[])?, { readonly input?: Input }?];
  // The list follows by itself, because nothing may move under the reader's eyes.
  if (path?.[1] === "searchMessages" || path?.[1] === "list") return false;
  const about = options?.input?.["conversationId"] ?? options?.input?.["id"];
  return about === undefined || conversationId === undefined || about === conversationId;
}

const EFFECTS: Record<EventType, readonly Target[]> = {
  "product.imported": ["list", "facets", "imports", "billing", "extension", "operations"],
  "product.created": ["list", "facets", "billing"],
  "product.removed": ["list", "facets", "product", "history", "billing"],
  "product.import_undone": ["list", "facets", "product", "history", "imports", "billing"],
  "product.updated": ["list", "facets", "product", "history", "media", "substitutes"],
  "media.uploaded": ["media"],
  "media.deleted": ["media", "product", "list"],
  "import.failed": ["imports", "billing"],
  "import.preview_read": ["previews"],
  "import.paused": ["imports", "operations"],
  "import.resumed": ["imports", "operations"],
  "draft.created": ["drafts"],
  "draft.settled": ["drafts", "imports"],
  "inventory.sync_moved": ["inventory", "substitutes"],
  "inventory.alert_raised": ["inventory"],
  "inventory.alert_ended": ["inventory"],
  "inventory.alerts_dismissed": ["inventory"],
  "inventory.approval_asked": ["inventory", "product", "list"],
  "inventory.approval_decided": ["inventory", "product", "list"],
  "inventory.change_followed": ["inventory"],
  "inventory.settings_saved": ["inventory"],
  "message.received": ["conversations", "guard"],
  "message.sent": ["conversations", "guard"],
  "message.status_changed": ["conversations", "guard"],
  "message.changed": ["conversations"],
  "contact.created": ["contacts"],
  "contact.updated": ["contacts", "conversations"],
  "contact.merged": ["contacts", "conversations"],
  "contact.conflict_found": ["contacts"],
  "contact.kept_apart": ["contacts"],
  "contact.unmerged": ["contacts", "conversations", "orders"],
  "contact.erasure_asked": ["contacts", "erasures"],
  "contact.erasure_declined": ["contacts", "erasures"],
  "contact.erased": ["contacts", "erasures", "orders", "conversations"],
  "contact.consent_recorded": ["contacts", "conversations", "guard"],
  "contact.suppressed": ["contacts", "conversations", "guard"],
  "contact.unsuppressed": ["contacts", "conversations", "guard"],
  "conversation.updated": ["conversations"],
  "conversation.alert_raised": ["conversations"],
  "order.created": ["orders", "inventory"],
  "order.status_changed": ["orders", "inventory"],
  "order.held": ["orders", "substitutes"],
  "order.hold_resolved": ["orders", "substitutes"],
  "order.line_substituted": ["orders", "fulfilment", "payments", "inventory"],
  "order.address_changed": ["orders"],
  "order.parcel_moved": ["orders", "disputes"],
  "order.supplier_moved": ["fulfilment", "orders", "disputes"],
  "dispute.possible": ["disputes", "orders"],
  "dispute.opened": ["disputes", "orders"],
  "dispute.settled": ["disputes", "payments", "orders"],
  "order.customer_told": ["told", "orders"],
  "order.tracking_link_made": ["orders"],
  "order.tracking_link_revoked": ["orders"],
  "customer_notices.settings_saved": ["told"],
  "delivery.assigned": ["deliveries", "orders"],
  "delivery.started": ["deliveries", "orders"],
  "delivery.completed": ["deliveries", "orders"],
  "delivery.withdrawn": ["deliveries", "orders"],
  "delivery.settings_saved": ["deliveries"],
  "order_link.created": ["orderLinks"],
  "order_link.completed": ["orderLinks"],
  "order_link.cancelled": ["orderLinks"],
  "order_link.settings_saved": ["orderLinks"],
  "order.carrier_chosen": ["fulfilment", "orders"],
  "fulfilment.settings_saved": ["fulfilment"],
  "order.settings_saved": ["orders"],
  "template.created": ["templates"],
  "template.edited": ["templates"],
  "template.submitted": ["templates"],
  "template.archived": ["templates"],
  "template.deleted": ["templates"],
  "template.status_changed": ["templates"],
  "template.quality_changed": ["templates"],
  "template.category_changed": ["templates"],
  "template.synced": ["templates"],
  "payment.received": ["payments", "orders"],
  "payment.refunded": ["payments", "orders"],
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
  "campaign.created": ["campaigns"],
  "campaign.edited": ["campaigns"],
  "campaign.deleted": ["campaigns"],
  "campaign.moved": ["campaigns"],
  "campaign.progressed": ["campaigns"],
  "channel.connected": ["channels", "guard"],
  "channel.disconnected": ["channels", "guard"],
  "channel.changed": ["channels", "guard"],
  "channel.warned": ["channels"],
  "channel.settings_saved": ["channels"],
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
  const all = targets(api, person, event);
  // A server newer than this page may send types it does not know.
  const wanted = EFFECTS[event.type] ?? [];
  await Promise.all(
    wanted.map((target) =>
      queryClient.invalidateQueries({ ...all[target], refetchType: target === "list" ? "none" : "active" }),
    ),
  );
}
