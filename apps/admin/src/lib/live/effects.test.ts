import { EVENT_TYPES, type EventType, type EventView } from "@nexusone/contracts/events";
import { ConversationId, OrderId, type MerchantId, type PreviewId, type ProductId } from "@nexusone/contracts/ids";
import { QueryClient } from "@tanstack/react-query";
import { beforeEach, describe, expect, it } from "vitest";
import { createApi } from "../api.ts";
import { applyEvent, touchesStanding } from "./effects.ts";

const ours = "0192f000-0000-7000-8000-00000000000a" as MerchantId;
const theirs = "0192f000-0000-7000-8000-00000000000b" as MerchantId;
const id = "0192f000-0000-7000-8000-000000000001" as ProductId;

const previewId = "0192f000-0000-7000-8000-000000000002" as PreviewId;

const event = (type: EventType, payload: EventView["payload"] = {}): EventView => ({
  seq: 1,
  id: crypto.randomUUID(),
  type,
  at: "2026-01-01T00:00:00Z",
  actorKind: "user",
  payload,
});

let client: QueryClient;
let keys: Record<string, readonly unknown[]>;

beforeEach(() => {
  client = new QueryClient();
  const api = createApi(client, ours);
  keys = {
    list: api.catalog.listProducts.infiniteQueryKey({ limit: 50 }),
    product: api.catalog.getProduct.queryKey({ id }),
    history: api.catalog.listProductHistory.infiniteQueryKey({ id }),
    plan: api.billing.getPlan.queryKey(),
    contacts: api.contacts.list.queryKey({}),
    conversations: api.conversations.counts.queryKey(),
    thread: api.conversations.listMessages.infiniteQueryKey({ conversationId: ConversationId.parse(id) }),
    payments: api.payments.getEarnings.queryKey({ days: 30 }),
    inventory: api.inventory.get.queryKey(),
    reorder: api.reorder.getOutlook.queryKey(),
    orders: api.orders.figures.queryKey(),
    disputes: api.disputes.list.queryKey({ orderId: OrderId.parse(id) }),
    deliveries: api.deliveries.getSettings.queryKey(),
    orderLinks: api.orderLinks.getSettings.queryKey(),
    told: api.customerNotices.getSettings.queryKey(),
    fulfilment: api.fulfilment.getSettings.queryKey(),
    imports: api.imports.list.infiniteQueryKey({ limit: 50 }),
    sessions: api.extension.listSessions.queryKey(),
    apiKeys: api.apiKeys.list.queryKey(),
    templates: api.templates.list.infiniteQueryKey({ limit: 60 }),
    webhooks: api.webhooks.list.queryKey(),
    operations: api.operations.listQueueStats.queryKey(),
    notices: api.notifications.list.queryKey({ limit: 1 }),
    cj: api.cj.getStatus.queryKey(),
    campaigns: api.campaigns.options.queryKey(),
    channels: api.channels.list.queryKey(),
    preview: api.imports.getPreview.queryKey({ id: previewId }),
    media: api.media.list.queryKey({}),
    theirPlan: createApi(client, theirs).billing.getPlan.queryKey(),
    me: createApi(client, undefined).identity.findMe.queryKey(),
  };
  for (const key of Object.values(keys)) client.setQueryData(key, {});
});

const stale = (): string[] =>
  Object.keys(keys).filter((name) => client.getQueryState(keys[name] ?? [])?.isInvalidated === true);
const apply = (type: EventType, payload?: EventView["payload"]) =>
  applyEvent(client, createApi(client, ours), createApi(client, undefined), event(type, payload));

describe("what an event makes untrue", () => {
  it("[RTM-01] an import concerns the list, imports, credits and the browser that did it, and no other shop", async () => {
    await apply("product.imported");
    expect(stale().sort()).toEqual(["imports", "list", "operations", "plan", "preview", "sessions"]);
  });

  it("an edit concerns the product, its history, its pictures and the list", async () => {
    await apply("product.updated");
    expect(stale().sort()).toEqual(["history", "list", "media", "product"]);
  });

  it("[RTM-02] money and disputes concern the orders they are about", async () => {
    await apply("payment.received");
    expect(stale().sort()).toEqual(["orders", "payments"]);
    await apply("dispute.opened");
    expect(stale().sort()).toEqual(["disputes", "orders", "payments"]);
  });

  it("[RTM-03] a message concerns the lists and the one thread it is in", async () => {
    await apply("message.received", { conversationId: crypto.randomUUID() });
    expect(stale().sort()).toEqual(["conversations"]);
    await apply("message.received", { conversationId: id });
    expect(stale().sort()).toEqual(["conversations", "thread"]);
  });

  it("a changed role or plan decides the person's standing anew", async () => {
    await apply("member.role_changed");
    expect(stale()).toContain("me");
    expect(touchesStanding("plan.changed")).toBe(true);
    expect(touchesStanding("product.imported")).toBe(false);
  });

  it.each(EVENT_TYPES)("%s refreshes something", async (type) => {
    const before = stale().length;
    await apply(type);
    // Team and drafts have no answer in this cache; every other event must touch one.
    if (!/^(member\.(joined|invited|invitation)|draft\.created|merchant\.(updated|exported))/.test(type))
      expect(stale().length).toBeGreaterThan(before);
  });

  it("ignores an event of a newer server", async () => {
    await apply("moon.risen" as EventType);
    expect(stale()).toEqual([]);
    expect(touchesStanding("moon.risen" as EventType)).toBe(false);
  });
});
