import { cancelOrderLink } from "@nexusone/core/order-links/settle-order-link";
import { createMerchant } from "@nexusone/testing/merchants";
import { afterAll, beforeAll, expect, it } from "vitest";
import { member, newApiKey, type Member } from "../isolation/world.ts";
import { headersOf } from "../testing/call.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

let server: TestServer;
let owner: Member;
let key: string;
beforeAll(async () => {
  server = await startTestServer({}, { TRUST_PROXY: "on" });
  owner = await member(server, (await createMerchant(server.platform.db)).id, "owner");
  ({ key } = await newApiKey(owner));
});
afterAll(() => server.stop());

const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${server.url}${path}`, {
    redirect: "manual",
    ...init,
    headers: { ...headersOf({}), "accept-language": "fr", ...(init.headers as Record<string, string>) },
  });

it("[ORD-19] [ORD-18] a program makes a link at /functions/create-order-link, which leads anybody to the cart until it is over", async () => {
  const made = await ask("/functions/create-order-link", {
    method: "POST",
    headers: { "x-api-key": key, "content-type": "application/json" },
    body: JSON.stringify({ cart_url: "https://shop.example.com/panier?n=42:1", note: "Asked on the phone" }),
  });
  expect(made.status).toBe(201);
  const link = (await made.json()) as { id: string; order_link: string; status: string };
  expect(link).toMatchObject({ status: "pending", conversation_id: null, order: null });
  const path = new URL(link.order_link).pathname;
  const led = await ask(path);
  expect(led.status).toBe(302);
  expect(Object.fromEntries(led.headers)).toMatchObject({
    location: "https://shop.example.com/panier?n=42:1",
    "cache-control": "no-store",
    "x-robots-tag": "noindex, nofollow",
  });

  await cancelOrderLink(owner.ctx, { id: link.id });
  const odd = ["/o/AAAAAAAAAAAAAAAAAAAAAA", "/o/x", "/o/%00", `/o/${"a".repeat(3_000)}`];
  const answers = await Promise.all([path, ...odd].map(async (one) => ask(one)));
  const pages = new Set(await Promise.all(answers.map((answer) => answer.text())));
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  expect([...pages]).toEqual([expect.stringContaining("Ce lien n&#39;est plus valable")]);
});
