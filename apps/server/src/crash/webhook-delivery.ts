import type { CreatedWebhook, DeliveriesPage } from "@nexusone/contracts/webhooks";
import type { z } from "zod";
import { expect } from "vitest";
import type { Merchant } from "./merchant.ts";
import { eventually } from "./program.ts";

type State = { readonly webhookId: string; readonly name: string };

/** A test event on its way to a third party that verifies: sent at least once, known to it once. */
export const webhookDelivery = (merchant: () => Merchant) => ({
  rows: "[WHK-09]",
  prepare: async (): Promise<State> => {
    const { sandbox } = merchant();
    const name = `crash-${Date.now()}`;
    const input = { url: `${sandbox.url}/receivers/${name}`, eventTypes: ["webhook.test"] };
    const { webhook, secret } = await merchant().get<CreatedWebhook>("webhooks.create", input);
    await sandbox.control.receivers.trust(name, secret);
    return { webhookId: webhook.id, name };
  },
  reach: ({ webhookId }: State) => merchant().ask("webhooks.test", { webhookId }),
  repeat: async ({ webhookId, name }: State) => {
    await eventually("the event is delivered", async () => {
      const { items } = await merchant().get<z.output<typeof DeliveriesPage>>("webhooks.listDeliveries", { webhookId });
      expect(items.length).toBeLessThan(2);
      return items[0]?.state === "delivered" ? items[0] : undefined;
    });
    const receivers = await merchant().sandbox.control.receivers.list();
    const messages = receivers.find((one) => one.name === name)?.messages ?? [];
    expect(messages.map(({ type, verified }) => [type, verified])).toEqual([["webhook_test", true]]);
  },
});
