import { createMerchant } from "@nexusone/testing/merchants";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newNumber } from "../isolation/templates-world.ts";
import { member, type Member } from "../isolation/world.ts";
import { headersOf, send } from "../testing/call.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

let server: TestServer;
let owner: Member;
beforeAll(async () => {
  server = await startTestServer({}, { TRUST_PROXY: "on" });
  const { id } = await createMerchant(server.platform.db, { isDemo: true });
  owner = await member(server, id, "owner");
  await newNumber(server, owner);
});
afterAll(() => server.stop());

const ask = (method: string, path: string, body?: unknown) =>
  send(`${server.url}${path}`, {
    method,
    headers: { ...headersOf({ bearer: owner.bearer }), "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

it("[TPL-03] [TPL-04] [TPL-05] programs keep a template, find it by type and status, and fill it by the names it has", async () => {
  const body = "Hello {{first_name}}, parcel {{parcel_1_code}} of order {{order_number}} waits for you.";
  const made = await ask("POST", "/api/templates", {
    name: "parcel_waits",
    type: "buttons",
    body,
    buttons: [{ id: "on_my_way", label: "On my way" }],
    variables: ["first_name", { name: "parcel_1_code", example: "B4" }],
    examples: { header: {}, body: { order_number: "77" }, buttons: {} },
  });
  expect(made.status, made.text).toBe(201);
  const template = made.value as { id: string };
  expect(template).toMatchObject({
    status: "DRAFT",
    buttons: [{ id: "on_my_way", label: "On my way" }],
    variables: ["first_name", "parcel_1_code", "order_number"],
    content: { examples: { body: { first_name: "Ana", parcel_1_code: "B4", order_number: "77" } } },
    check: { passes: true, price_class: "utility" },
  });
  const listed = await ask("GET", "/api/templates?type=buttons&status=active");
  expect(listed.value).toMatchObject({ items: [{ id: template.id, name: "parcel_waits" }], next_cursor: null });
  expect((await ask("GET", "/api/templates?type=text")).value).toMatchObject({ items: [] });
  const shown = await ask("POST", "/api/templates/preview", {
    template_id: template.id,
    variables: { first_name: "Zoé", parcel_1_code: "C9" },
  });
  expect(shown.value, shown.text).toMatchObject({
    text: "Hello Zoé, parcel C9 of order 77 waits for you.",
    problems: [],
    values: { body: { first_name: "Zoé", parcel_1_code: "C9", order_number: "77" } },
  });
  const byOrder = await ask("POST", "/api/templates/preview", {
    template_id: template.id,
    variables: ["Ana", "C9", "7"],
  });
  expect(byOrder.value).toMatchObject({ text: "Hello Ana, parcel C9 of order 7 waits for you." });
  expect((await ask("POST", "/api/templates/preview", {})).status).toBe(400);
});
