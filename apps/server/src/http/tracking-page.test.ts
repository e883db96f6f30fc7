import { createHash } from "node:crypto";
import { actOnOrder } from "@nexusone/core/orders/act-on-order";
import { createOrder } from "@nexusone/core/orders/create-order";
import { saveNoticeSettings } from "@nexusone/core/customer-notices/settings";
import { revokeTracking, shareTracking } from "@nexusone/core/tracking/tracking-link";
import { ANONYMOUS_LIMITS } from "@nexusone/contracts/limits";
import { leaseTokens } from "@nexusone/db/rate-slots";
import { createStaffedMerchant } from "@nexusone/testing/contexts";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { newVariant, ORDER_ADDRESS } from "../isolation/orders-world.ts";
import { headersOf } from "../testing/call.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({}, { TRUST_PROXY: "on" });
});
beforeEach(() => server.database.sql`truncate rate_windows, rate_slots`);
afterAll(() => server.stop());

const HOSTILE = `"><script>alert(1)</script>`;
async function sharedOrder(name = "Café Zoé", locale: "en" | "fr" = "en") {
  const { ctx } = await createStaffedMerchant(server.platform, "owner", { name, locale });
  await saveNoticeSettings(ctx, { accent: "#0f766e" });
  const { order } = await createOrder(ctx, {
    address: { ...ORDER_ADDRESS, name: `Ada ${HOSTILE}`, city: `Paris ${HOSTILE}` },
    lines: [{ variantId: await newVariant({ ctx } as never), quantity: 2 }],
  });
  await actOnOrder(ctx, { orderId: order.id, action: "confirm" });
  const parcel = { carrier: HOSTILE, trackingNumber: HOSTILE, trackingUrl: "https://carrier.example/?a=1&b=2" };
  await actOnOrder(ctx, { orderId: order.id, action: "ship", ...parcel });
  const { url } = await shareTracking(ctx, { id: order.id });
  return { ctx, order, path: new URL(url).pathname };
}
const open = (path: string, language?: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}${path}`, {
    headers: { ...headersOf({}), ...(language === undefined ? {} : { "accept-language": language }), ...headers },
  });

it("[ORD-16] [ORD-09] shows an order to whoever has its link: no script, nothing of others, not for search engines", async () => {
  const { path, order } = await sharedOrder();
  const answer = await open(path, "en");
  const page = await answer.text();
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toContain("text/html");
  expect(answer.headers.get("x-robots-tag")).toBe("noindex, nofollow");
  expect(answer.headers.get("cache-control")).toBe("private, max-age=60");
  const policy = answer.headers.get("content-security-policy") ?? "";
  expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'/);
  const style = /<style>([^]*)<\/style>/.exec(page)?.[1] ?? "";
  expect(policy).toContain(createHash("sha256").update(style).digest("base64"));
  expect(page).toContain("Your order is on its way");
  expect(page).toContain(order.number);
  expect(page).toContain("Café Zoé");
  expect(page).toContain("#0f766e");
  expect(page).toContain(`href="https://carrier.example/?a=1&amp;b=2"`);
  expect(page).not.toContain("<script");
  for (const secret of ["rue de la Paix", "75002", "612345678", "Own lamp"]) expect(page).not.toContain(secret);
  expect(Buffer.byteLength(page)).toBeLessThan(12_000);
});

it("[ORD-16] speaks the reader's language, else the shop's", async () => {
  const { path } = await sharedOrder("Zoé", "fr");
  expect(await (await open(path, "en-GB,en;q=0.9")).text()).toContain("Your order is on its way");
  for (const language of ["fr-FR", "de", undefined])
    expect(await (await open(path, language)).text()).toContain("Votre commande est en route");
});

it("[ORD-16] answers what nobody has, what was revoked and what is no token with the very same page", async () => {
  const { ctx, order, path } = await sharedOrder();
  await revokeTracking(ctx, { id: order.id });
  const pages = await Promise.all(
    [path, "/t/AAAAAAAAAAAAAAAAAAAAAA", "/t/x", "/t/..%2f..%2fetc", `/t/${"a".repeat(3_000)}`, "/t/%00"].map(
      async (at) => {
        const answer = await open(at, "en");
        expect([at.slice(0, 12), answer.status]).toEqual([at.slice(0, 12), 404]);
        expect(answer.headers.get("cache-control")).toBe("no-store");
        return answer.text();
      },
    ),
  );
  expect(new Set(pages).size).toBe(1);
  expect(pages[0]).toContain("This page does not exist");
  expect(server.faults).toEqual([]);
});

it("[ORD-16] lets nobody ask for ever", async () => {
  const { path } = await sharedOrder();
  const from = { "x-forwarded-for": "203.0.113.77" };
  const { max: limit, windowMs } = ANONYMOUS_LIMITS.general;
  // What another process has spent.
  await leaseTokens(server.platform.db, "page:203.0.113.77", { windowMs, limit, want: limit });
  const answer = await open(path, "en", from);
  expect(answer.status).toBe(429);
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await answer.text()).toContain("One moment, please");
});
