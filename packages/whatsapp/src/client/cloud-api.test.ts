import { hash } from "node:crypto";

import { afterAll, beforeAll, expect, it } from "vitest";

import type { OutgoingMessage } from "../rules/outgoing.ts";
import { createCloudApiClient } from "./cloud-api.ts";
import type { WhatsAppClient } from "./port.ts";
import { failureOf, graphError, startVendor } from "./vendor.fixture.ts";
import type { Vendor } from "./vendor.fixture.ts";

let vendor: Vendor;
let client: WhatsAppClient;
const TOKEN = "EAAsecrettoken123456";

beforeAll(async () => {
  vendor = await startVendor();
  const baseUrl = `${vendor.url}/v24.0`;
  client = createCloudApiClient({ baseUrl, token: TOKEN, phoneNumberId: "2002", accountId: "1001", appId: "3003" });
});
afterAll(() => vendor.close());

const SENT = {
  json: { contacts: [{ input: "+33639980101", wa_id: "33639980101", user_id: "FR.1" }], messages: [{ id: "wamid.1" }] },
};
async function sent(message: OutgoingMessage) {
  vendor.behave(SENT);
  await client.send({ phone: "33639980101" }, message);
  return vendor.json();
}

it("[WAM-01] [WAM-12] a text goes to the number with its plus, our id and the quote; taken is told with the ids", async () => {
  vendor.behave(SENT);
  const receipt = await client.send(
    { phone: "+33 6 39 98 01 01" },
    { type: "text", text: "Où est ma commande ? 👩🏽‍🦱" },
    { quotedId: "wamid.Q", callbackData: "send:7" },
  );
  expect(receipt).toEqual({ messageId: "wamid.1", state: "accepted", waId: "33639980101", userId: "FR.1" });
  const [request] = vendor.requests();
  expect([request?.method, request?.path, request?.headers.authorization]).toEqual([
    "POST",
    "/v24.0/2002/messages",
    `Bearer ${TOKEN}`,
  ]);
  expect(vendor.json()).toEqual({
    messaging_product: "whatsapp",
    recipient_type: "individual",
    to: "+33639980101",
    type: "text",
    text: { body: "Où est ma commande ? 👩🏽‍🦱", preview_url: false },
    context: { message_id: "wamid.Q" },
    biz_opaque_callback_data: "send:7",
  });
});

it("[WAM-12] who hides the number is written to by user id; a chat of Whapi's is not the Cloud API's", async () => {
  vendor.behave(SENT);
  await client.send({ userId: "FR.31415" }, { type: "text", text: "x" });
  expect(vendor.json()).toMatchObject({ recipient: "FR.31415" });
  expect(vendor.json()).not.toHaveProperty("to");
  const failure = await failureOf(client.send({ chatId: "1@g.us" }, { type: "text", text: "x" }));
  expect(failure.kind).toBe("unsupported");
});

it("[WAM-03] [WAM-04] buttons, lists, files, places and reactions as the Cloud API nests them", async () => {
  const source = { id: "m1" };
  expect(
    await sent({
      type: "buttons",
      body: "B",
      buttons: [{ id: "y", title: "Yes" }],
      header: { type: "image", source },
      footer: "F",
    }),
  ).toMatchObject({
    type: "interactive",
    interactive: {
      type: "button",
      header: { type: "image", image: { id: "m1" } },
      body: { text: "B" },
      footer: { text: "F" },
      action: { buttons: [{ type: "reply", reply: { id: "y", title: "Yes" } }] },
    },
  });
  expect(
    await sent({
      type: "list",
      body: "B",
      label: "Open",
      sections: [{ title: "S", rows: [{ id: "r", title: "R", description: "D" }] }],
    }),
  ).toMatchObject({
    interactive: {
      type: "list",
      action: { button: "Open", sections: [{ title: "S", rows: [{ id: "r", title: "R", description: "D" }] }] },
    },
  });
  expect(
    await sent({
      type: "media",
      media: "document",
      source: { link: "https://e.org/a.pdf" },
      filename: "a.pdf",
      caption: "C",
    }),
  ).toMatchObject({
    type: "document",
    document: { link: "https://e.org/a.pdf", filename: "a.pdf", caption: "C" },
  });
  expect(await sent({ type: "media", media: "audio", source, voice: true })).toMatchObject({
    audio: { id: "m1", voice: true },
  });
  expect(await sent({ type: "location", latitude: 0, longitude: -1.5 })).toMatchObject({
    location: { latitude: 0, longitude: -1.5 },
  });
  expect(await sent({ type: "reaction", messageId: "wamid.R", emoji: null })).toMatchObject({
    reaction: { message_id: "wamid.R", emoji: "" },
  });
});

it("[WAM-02] a template with values for header, body and buttons; one that is held says so", async () => {
  const body = await sent({
    type: "template",
    name: "order_status",
    language: "pt-BR",
    components: [
      { type: "header", parameters: [{ type: "image", source: { id: "m1" } }] },
      { type: "body", parameters: [{ type: "text", text: "Ana", name: "first_name" }] },
      { type: "button", subType: "url", index: 1, parameters: [{ type: "text", text: "t/abc" }] },
      { type: "button", subType: "quick_reply", index: 0, parameters: [{ type: "payload", payload: "p" }] },
    ],
  });
  expect(body).toMatchObject({
    type: "template",
    template: {
      name: "order_status",
      language: { code: "pt_BR" },
      components: [
        { type: "header", parameters: [{ type: "image", image: { id: "m1" } }] },
        { type: "body", parameters: [{ type: "text", text: "Ana", parameter_name: "first_name" }] },
        { type: "button", sub_type: "url", index: "1", parameters: [{ type: "text", text: "t/abc" }] },
        { type: "button", sub_type: "quick_reply", index: "0", parameters: [{ type: "payload", payload: "p" }] },
      ],
    },
  });
  vendor.behave({ json: { messages: [{ id: "wamid.2", message_status: "held_for_quality_assessment" }] } });
  const receipt = await client.send({ phone: "1" }, { type: "template", name: "n", language: "fr", components: [] });
  expect(receipt).toEqual({ messageId: "wamid.2", state: "held", waId: null, userId: null });
});

it("[WAM-12] read marks, with typing or without", async () => {
  vendor.behave({ json: { success: true } });
  await client.markRead("wamid.1");
  expect(vendor.json()).toEqual({ messaging_product: "whatsapp", status: "read", message_id: "wamid.1" });
  vendor.behave({ json: { success: true } });
  await client.showTyping({ phone: "1" }, "wamid.1");
  expect(vendor.json()).toMatchObject({ status: "read", typing_indicator: { type: "text" } });
});

it("[MED-01] an upload names product, type and file", async () => {
  vendor.behave({ json: { id: 17000000000000012345n.toString() } });
  const file = { bytes: new Uint8Array([1, 2, 3]), mimeType: "image/png", filename: "é.png" };
  expect(await client.uploadMedia(file)).toEqual({ mediaId: "17000000000000012345" });
  const [request] = vendor.requests();
  expect(request?.path).toBe("/v24.0/2002/media");
  expect(request?.headers["content-type"]).toMatch(/^multipart\/form-data; boundary=/);
  expect(request?.body.toString("latin1")).toContain('name="messaging_product"\r\n\r\nwhatsapp');
  expect(request?.body.includes(Buffer.from([1, 2, 3]))).toBe(true);
});

it("[MED-02] a download asks where the file is, fetches it once more when that is gone, and checks what came", async () => {
  const bytes = Buffer.from("a picture");
  const digest = hash("sha256", bytes, "hex");
  const place = {
    json: {
      url: `${vendor.url}/file?sig=1`,
      mime_type: "image/png",
      sha256: digest,
      file_size: bytes.length,
      id: "m1",
    },
  };
  vendor.behave(place, { status: 404, body: "gone" }, place, { body: bytes });
  const media = await client.downloadMedia("m1", { sha256: Buffer.from(digest, "hex").toString("base64") });
  expect(media).toEqual({ bytes: new Uint8Array(bytes), mimeType: "image/png", sizeBytes: 9, sha256: digest });
  expect(vendor.requests().map(({ path }) => path)).toEqual(["/v24.0/m1", "/file", "/v24.0/m1", "/file"]);
  expect(vendor.requests()[0]?.query.get("phone_number_id")).toBe("2002");
  for (const [wrong, maxBytes] of [
    [{ body: "another picture" }, undefined],
    [{ body: "" }, undefined],
    [{ body: bytes }, 8],
    [{ status: 404 }, undefined],
  ] as const) {
    vendor.behave(place, wrong, place, wrong);
    expect((await failureOf(client.downloadMedia("m1", { maxBytes }))).kind).toBe("media_failed");
  }
});

it("[MED-02] the token is shown to no host that is not known for files", async () => {
  vendor.behave({ json: { url: "https://evil.example/file" } });
  expect(await failureOf(client.downloadMedia("m1"))).toMatchObject({
    kind: "media_failed",
    details: "an unknown host",
  });
  expect(vendor.requests()).toHaveLength(1);
});

it("[WAM-14] health tells number, quality, limit and what is in the way; the webhook is registered on the account", async () => {
  vendor.behave({
    json: {
      display_phone_number: "+33 6 39 98 00 10",
      verified_name: "Camélia",
      quality_rating: "GREEN",
      status: "CONNECTED",
      whatsapp_business_manager_messaging_limit: "TIER_2K",
      health_status: {
        can_send_message: "BLOCKED",
        entities: [{ errors: [{ error_description: "Add a payment method" }] }],
      },
    },
  });
  expect(await client.health()).toMatchObject({
    state: "error",
    word: "BLOCKED",
    displayName: "Camélia",
    quality: "GREEN",
    dailyLimit: 2000,
    problems: ["Add a payment method"],
  });
  vendor.behave({ json: { status: "CONNECTED" } });
  expect(await client.health()).toMatchObject({
    state: "connected",
    word: "CONNECTED",
    quality: null,
    dailyLimit: null,
  });
  vendor.behave({ json: { success: true } });
  await client.registerWebhook({ url: "https://shop.example/hook", secret: "verify" });
  expect(vendor.requests()[0]?.path).toBe("/v24.0/1001/subscribed_apps");
  expect(vendor.json()).toEqual({ override_callback_uri: "https://shop.example/hook", verify_token: "verify" });
});

const template = (id: number) => ({
  id,
  name: `t${id}`,
  language: "fr",
  status: "approved",
  category: "utility",
  quality_score: { score: "GREEN" },
  rejected_reason: "NONE",
  parameter_format: "NAMED",
  components: [{ type: "BODY" }],
  more: 1,
});

it("[TPL-03] all pages of templates are read, and once more from the start when the cursor went bad", async () => {
  const page = (from: number, after?: string) => ({
    json: {
      data: [template(from), template(from + 1)],
      paging: { cursors: { after: after ?? "last" }, ...(after && { next: "https://graph/next" }) },
    },
  });
  vendor.behave(page(1, "A"), page(3, "B"), page(5));
  const all = await client.templates?.listAll();
  expect(all?.map(({ id }) => id)).toEqual(["1", "2", "3", "4", "5", "6"]);
  expect(all?.[0]).toMatchObject({
    status: "APPROVED",
    category: "UTILITY",
    quality: "GREEN",
    rejectedReason: null,
    named: true,
    raw: { more: 1 },
  });
  expect(vendor.requests().map(({ query }) => [query.get("after"), query.get("limit")])).toEqual([
    [null, "100"],
    ["A", "100"],
    ["B", "100"],
  ]);

  vendor.behave(page(1, "A"), graphError(131059, "bad cursor"), page(1, "A"), page(3));
  expect(await client.templates?.listAll()).toHaveLength(4);
  vendor.behave(page(1, "A"));
  expect(await failureOf(client.templates!.listAll())).toMatchObject({ kind: "unexpected_reply" });
});

it("[TPL-04] templates are made, changed and deleted; the category that came back is told", async () => {
  vendor.behave({ json: { id: "9", status: "pending", category: "MARKETING" } });
  const request = { name: "n", language: "fr", category: "UTILITY", components: [{ type: "BODY", text: "x" }] };
  expect(await client.templates?.create(request)).toEqual({ id: "9", status: "PENDING", category: "MARKETING" });
  expect([vendor.requests()[0]?.path, vendor.json()]).toEqual(["/v24.0/1001/message_templates", request]);
  vendor.behave({ json: { success: true } });
  await client.templates?.edit("9", { components: [] });
  expect([vendor.requests()[0]?.method, vendor.requests()[0]?.path]).toEqual(["POST", "/v24.0/9"]);
  vendor.behave({ json: { success: true } });
  await client.templates?.delete({ name: "n", templateId: "9" });
  expect([vendor.requests()[0]?.method, vendor.requests()[0]?.query.toString()]).toEqual(["DELETE", "name=n&hsm_id=9"]);
  vendor.behave({ json: { id: "upload:abc?sig=1" } }, { json: { h: "4::aW" } });
  expect(
    await client.templates?.uploadSample({ bytes: new Uint8Array([7]), mimeType: "image/png", filename: "a" }),
  ).toBe("4::aW");
  expect(vendor.requests().map(({ path }) => path)).toEqual(["/v24.0/3003/uploads", "/v24.0/upload:abc"]);
  expect(vendor.requests()[1]?.headers.file_offset).toBe("0");
});
