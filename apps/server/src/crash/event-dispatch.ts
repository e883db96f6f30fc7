import type { CreatedWebhook, DeliveriesPage, WebhookView } from "@nexusone/contracts/webhooks";
import type { z } from "zod";
import { expect } from "vitest";
import { openStream } from "../http/streams.fixture.ts";
import type { Merchant } from "./merchant.ts";
import { eventually } from "./program.ts";

/** An event on its way to those who read by `seq`: its own endpoint, which hears of its making, and a browser. */
export const eventDispatch = (merchant: () => Merchant) => ({
  rows: "[RTM-01] [WHK-09]",
  prepare: async () => `events-${Date.now()}`,
  reach: (name: string) => merchant().ask("webhooks.create", endpointOf(merchant(), name)),
  repeat: async (name: string) => {
    const endpoints = await merchant().get<WebhookView[]>("webhooks.list", undefined);
    // Another event may have come by the place before this endpoint was made.
    const { id: webhookId } =
      endpoints.find(({ url }) => url.endsWith(name)) ??
      (await merchant().get<CreatedWebhook>("webhooks.create", endpointOf(merchant(), name))).webhook;
    await eventually("the event is delivered", async () => {
      const { items } = await merchant().get<z.output<typeof DeliveriesPage>>("webhooks.listDeliveries", { webhookId });
      expect(items.length).toBeLessThan(2);
      return items[0]?.state === "delivered" || undefined;
    });
    const receivers = await merchant().sandbox.control.receivers.list();
    const messages = receivers.find((one) => one.name === name)?.messages ?? [];
    expect(messages.map(({ type }) => type)).toEqual(["webhook_created"]);
    const browser = await openStream(merchant().url, merchant().as, { afterSeq: 0 });
    const told = await eventually("a browser is told of it", async () => {
      const found = browser.events.filter(({ payload }) => payload["webhookId"] === webhookId);
      return found.length > 0 ? found : undefined;
    });
    expect(told.map(({ type }) => type)).toEqual(["webhook.created"]);
    browser.stop();
  },
});

const endpointOf = ({ sandbox }: Merchant, name: string) => ({
  url: `${sandbox.url}/receivers/${name}`,
  eventTypes: ["webhook.created"],
});
