import { updateDeliveryPreferences } from "@nexusone/core/contacts/update-delivery-preferences";
import { createDelivery, listDeliveries, shareDelivery } from "@nexusone/core/deliveries/deliveries";
import { actOnOrder } from "@nexusone/core/orders/act-on-order";
import { noise } from "@nexusone/core/media/pictures.fixture";
import { createOrder } from "@nexusone/core/orders/create-order";
import { createStaffedMerchant } from "@nexusone/testing/contexts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newVariant, ORDER_ADDRESS } from "../isolation/orders-world.ts";
import { headersOf } from "../testing/call.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({}, { TRUST_PROXY: "on" });
});
afterAll(() => server.stop());

const HOSTILE = `"><script>alert(1)</script>`;
async function given() {
  const { ctx } = await createStaffedMerchant(server.platform, "owner", { name: "Café Zoé", locale: "fr" });
  const { order } = await createOrder(ctx, {
    address: { ...ORDER_ADDRESS, line2: HOSTILE },
    lines: [{ variantId: await newVariant({ ctx } as never), quantity: 2 }],
  });
  await actOnOrder(ctx, { orderId: order.id, action: "confirm" });
  const { id } = await createDelivery(ctx, { orderId: order.id, driverName: `Karim ${HOSTILE}` });
  const { url } = await shareDelivery(ctx, { id });
  return { ctx, order, path: new URL(url).pathname };
}
const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${server.url}${path}`, {
    redirect: "manual",
    ...init,
    headers: { ...headersOf({}), "accept-language": "en", ...(init.headers as Record<string, string>) },
  });
const form = (fields: Record<string, string | Blob>): FormData => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
};

it("[ORD-20] brings a driver from start to picture with plain forms, without an account and without a script", async () => {
  const { ctx, order, path } = await given();
  const first = await ask(path);
  const page = await first.text();
  expect([first.status, first.headers.get("cache-control")]).toEqual([200, "no-store"]);
  expect(first.headers.get("content-security-policy")).toMatch(/default-src 'none';.*form-action 'self'/);
  for (const said of ["Start the delivery", "12 rue de la Paix", "tel:+33612345678", "2 × Own lamp", order.number])
    expect(page).toContain(said);
  expect(page).not.toContain("<script");
  expect(page).not.toMatch(/1\s?990|19[.,]90|€/);
  expect(Buffer.byteLength(page)).toBeLessThan(12_000);

  const started = await ask(`${path}/start`, { method: "POST", body: form({}) });
  expect([started.status, started.headers.get("location")]).toEqual([303, path]);
  expect(await (await ask(path)).text()).toContain("It is delivered");
  // As browsers send a form without a picture, too.
  const note = new URLSearchParams({ note: HOSTILE });
  for (let nth = 0; nth < 2; nth += 1)
    expect(
      (await ask(`${path}/complete`, { method: "POST", body: nth === 0 ? form({ note: "At the door" }) : note }))
        .status,
    ).toBe(303);
  const done = await (await ask(path)).text();
  expect(done).toContain("You can still add a picture");
  expect(done).not.toContain("<script");

  const photo = new File([new Uint8Array(await noise(64).jpeg().toBuffer())], "door.jpg", { type: "image/jpeg" });
  expect((await ask(`${path}/complete`, { method: "POST", body: form({ photo }) })).status).toBe(303);
  expect(await (await ask(path)).text()).toContain("A picture is saved");
  const photoUrl = (await listDeliveries(ctx, { orderId: order.id }))[0]?.photoUrl ?? "";
  const shown = await fetch(photoUrl.replace("http://127.0.0.1:3000", server.url));
  expect([shown.status, shown.headers.get("content-type")]).toEqual([200, "image/webp"]);
  expect(server.faults).toEqual([]);
});

it("[ORD-20] a picture that is refused is told so, and neither the arrival nor the note is lost with it", async () => {
  const { ctx, order, path } = await given();
  const tooLarge = new File([new Uint8Array(16 * 1024 ** 2)], "x.jpg");
  for (const [photo, said] of [
    [new File(["no picture"], "x.jpg"), "This is not a picture we keep"],
    [tooLarge, "15 MB"],
  ] as const) {
    const refused = await ask(`${path}/complete`, { method: "POST", body: form({ photo, note: "At the door" }) });
    expect(refused.status).toBe(409);
    const page = await refused.text();
    expect(page).toMatch(new RegExp(`role="alert"[^<]*${said}`));
    expect(page).toContain("At the door</textarea>");
  }
  expect(await listDeliveries(ctx, { orderId: order.id })).toMatchObject([
    { status: "delivered", note: "At the door" },
  ]);
  expect(server.faults).toEqual([]);
});

it("[ORD-20] speaks the shop's language to a driver whose own we do not know, and says why the shop has to be asked", async () => {
  const { ctx, order, path } = await given();
  await actOnOrder(ctx, { orderId: order.id, action: "hold", note: "wait" });
  const page = await (await ask(path, { headers: { "accept-language": "ar" } })).text();
  expect(page).toContain("La boutique a mis cette commande en attente");
  expect(page).not.toContain("<button>Commencer");
  const tried = await ask(`${path}/start`, { method: "POST", body: form({}) });
  expect(tried.status).toBe(409);
  expect(await tried.text()).toContain("This order is on hold");
});

it("[ORD-20] answers whatever is no link with one page, and takes no garbage", async () => {
  const { path } = await given();
  const odd = ["/d/x", "/d/AAAAAAAAAAAAAAAAAAAAAA", "/d/%00", `/d/${"a".repeat(3_000)}`];
  const pages = await Promise.all(odd.map(async (at) => [(await ask(at)).status, await (await ask(at)).text()]));
  expect(new Set(pages.map(String)).size).toBe(1);
  expect(pages[0]?.[0]).toBe(404);
  for (const act of ["start", "complete"])
    expect((await ask(`/d/AAAAAAAAAAAAAAAAAAAAAA/${act}`, { method: "POST", body: form({}) })).status).toBe(404);
  const types = ["multipart/form-data", "multipart/form-data; boundary=x", "application/json", "x/y", ";;;"];
  for (const type of types)
    for (const body of ["", "{", "--x\r\n\r\n", "\u0000"]) {
      const { status } = await ask(`${path}/complete`, { method: "POST", body, headers: { "content-type": type } });
      expect(status, `${type} ${body}`).toBeLessThan(500);
    }
  const { status } = await ask(`${path}/complete`, { method: "POST", body: "x".repeat(31 * 1024 ** 2) });
  expect(status).toBe(413);
  expect(server.faults).toEqual([]);
});

it("[ORD-22] tells the driver when and where the customer wants it, in the reader's language, until it has arrived", async () => {
  const { ctx, order, path } = await given();
  expect(await (await ask(path)).text()).not.toContain("The customer asked");
  await updateDeliveryPreferences(ctx, {
    contactId: order.customer.id,
    days: [2, 6],
    window: { fromMinute: 18 * 60, untilMinute: 20 * 60 + 30 },
    place: "neighbour",
    instructions: `Code 1234 ${HOSTILE}`,
  });
  const page = await (await ask(path)).text();
  for (const said of ["Best on: Tuesday, Saturday", "Between 18:00 and 20:30", "With a neighbour", "Code 1234"])
    expect(page).toContain(said);
  expect(page).not.toContain("<script");
  expect(await (await ask(path, { headers: { "accept-language": "fr" } })).text()).toContain("Chez un voisin");
  await ask(`${path}/complete`, { method: "POST", body: form({}) });
  expect(await (await ask(path)).text()).not.toContain("Code 1234");
});
