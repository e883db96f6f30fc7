import type { ProductView } from "@nexusone/contracts/catalog";
import type { CjWebhookView, MessageView } from "@nexusone/contracts/inbox";
import { expect } from "vitest";
import type { Merchant } from "./merchant.ts";
import { eventually } from "./program.ts";

/** A product that CJ speaks of is read when its last reading is this old. */
const OLD_ENOUGH_MS = 6 * 60_000;

/** CJ says that a product became dearer: told again to whoever did not answer, it is followed once and the product read. */
export const messageOf = (merchantOf: () => Merchant) => {
  const control = () => merchantOf().sandbox.control;
  /** Every program has an address of its own. */
  const registered = async (): Promise<void> => {
    const view = await merchantOf().get<CjWebhookView>("cj.registerWebhook", {});
    expect(view).toMatchObject({ state: "registered" });
  };
  const told = async (): Promise<void> => {
    await control().messages.deliver();
    await control().clock.advance(OLD_ENOUGH_MS);
  };
  return {
    rows: "[CJA-01] [INV-02]",
    prepare: async () => {
      await registered();
      const [row] = (await merchantOf().commit((await merchantOf().preview()).id)).rows;
      return merchantOf().get<ProductView>("catalog.getProduct", { id: row!.productId });
    },
    reach: async ({ variants: [variant] }: ProductView) => {
      await control().products.setPrice(variant!.externalId!, Number((Number(variant!.costUsd) + 0.1).toFixed(2)));
      await told();
    },
    repeat: async (before: ProductView) => {
      await registered();
      await told();
      const names = [before.supplier!.externalId, before.variants[0]!.externalId];
      const followed = await eventually("CJ's messages are followed", async () => {
        const { items } = await merchantOf().get<{ items: MessageView[] }>("cj.listMessages", {});
        const own = items.filter(({ subject }) => names.includes(subject));
        return own.length > 1 && own.every(({ state }) => state === "done") ? own : undefined;
      });
      expect(followed.map(({ kind }) => kind).toSorted()).toEqual(["product", "variant"]);
      const after = await eventually("the product is read", async () => {
        const found = await merchantOf().get<ProductView>("catalog.getProduct", { id: before.id });
        return found.version > before.version ? found : undefined;
      });
      expect(after).toMatchObject({
        version: before.version + 1,
        maxCostUsd: (Number(before.maxCostUsd) + 0.1).toFixed(2),
      });
      const sql = merchantOf().home.connect();
      const none = async (rows: Promise<readonly unknown[]>) => ((await rows).length === 0 ? true : undefined);
      // CJ told of what else happened meanwhile as well, and of products that were read just now.
      await eventually("every message is followed", () =>
        none(sql`select 1 from webhook_inbox where state = 'waiting'
          union all select 1 from channel_events where state = 'waiting'`),
      );
      await control().clock.advance(OLD_ENOUGH_MS);
      await eventually("nothing that CJ spoke of is left to be read", () => none(sql`select 1 from inventory_hints`));
      await sql.end();
    },
  };
};
