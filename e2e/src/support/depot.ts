import { randomUUID } from "node:crypto";
import { storedImports } from "./database.ts";
import { importAll } from "./admin.ts";
import { findImported } from "./api.ts";
import type { Journey } from "./journey.ts";

const DEMO_ACCOUNT = "CJ1000001@api@0123456789abcdef0123456789abcdef";

/** Something that lies at CJ in China and sells well above its floor, money to pay it, and CJ's word for whatever happens to it. */
export async function openDepot({ sandbox, world, owner }: Journey): Promise<{ variantId: string; name: string }> {
  await sandbox.accounts.setBalance(DEMO_ACCOUNT, 100_000);
  await owner.mutate("cj.registerWebhook", {});
  for (let nth = 80; ; nth += 1) {
    const product = await sandbox.products.find("color", nth);
    const stock = product.variants.flatMap((variant) => variant.stock);
    if (stock.some(({ countryCode, factory }) => countryCode !== "CN" || factory === 0)) continue;
    if ((await storedImports(world, product.pid)).length > 0) continue;
    await importAll(owner, [product.pid]);
    const { id = "" } = (await findImported(owner, product.name)) ?? {};
    const { variants } = await owner.query<{ variants: { id: string }[] }>("catalog.getProduct", { id });
    const prices = variants.map((variant) => ({ variantId: variant.id, priceMinor: 49_900 }));
    await owner.mutate("catalog.updateProduct", { id, prices });
    return { variantId: variants[0]?.id ?? "", name: product.name };
  }
}

/** A receiver of this merchant's events in the order of their happening, trusted with its secret. */
export async function listen({ sandbox, world, owner }: Journey, eventTypes: readonly string[]) {
  const name = `shop-${randomUUID()}`;
  const { webhook, secret } = await owner.mutate<{ webhook: { id: string }; secret: string }>("webhooks.create", {
    url: `${world.sandboxUrl}/receivers/${name}`,
    eventTypes,
    ordered: true,
  });
  await sandbox.receivers.trust(name, secret);
  return {
    /** What came about an order, oldest first. */
    heardOf: async (orderId: string) => {
      const messages = (await sandbox.receivers.list()).find((one) => one.name === name)?.messages ?? [];
      return messages.flatMap(({ type, body, verified, times }) => {
        const { payload } = JSON.parse(body) as { payload: Record<string, unknown> };
        return payload["order_id"] === orderId ? [{ type, verified, times, payload }] : [];
      });
    },
    close: () => owner.mutate("webhooks.delete", { webhookId: webhook.id }),
  };
}

/** The public door of the merchant, with a key that may take orders and keep pictures. */
export async function openDoor({ world, owner }: Journey) {
  const { key } = await owner.mutate<{ key: string }>("apiKeys.create", {
    name: "Web shop",
    scopes: ["catalog:read", "catalog:edit", "orders:read", "orders:manage", "contacts:read", "contacts:edit"],
  });
  return async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const json = body === undefined || body instanceof FormData ? body : JSON.stringify(body);
    const response = await fetch(`${world.serverUrl}${path}`, {
      method,
      headers: { "x-api-key": key, ...(typeof json === "string" && { "content-type": "application/json" }) },
      ...(json !== undefined && { body: json }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    // The casts of callers rest on the router's own output schemas.
    return (await response.json()) as Answer;
  };
}
