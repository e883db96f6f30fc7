import type { ServiceContext } from "@nexusone/core/context";
import { createContact } from "@nexusone/core/contacts/create-contact";
import { recordConsent } from "@nexusone/core/contacts/record-consent";
import { checkSuppression } from "@nexusone/core/contacts/suppress";
import { missingOptOut } from "@nexusone/whatsapp/templates";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { connectNumber, openChat, samples, T1 } from "./whatsapp.fixture.ts";

let chat: Awaited<ReturnType<typeof openChat>>;
let shop: ServiceContext;
beforeAll(async () => {
  chat = await openChat();
});
afterAll(() => chat.server.stop());
beforeEach(async () => {
  const { sql } = chat.server.database;
  await sql`truncate webhook_inbox`;
  await sql`update whatsapp_channels set state = 'disconnected'`;
  shop = await chat.shop();
  await connectNumber(shop);
});

const cloud = samples("cloud-api");
const NUMBERS = ["112", "113", "114", "115", "116", "117", "118"].map((end) => `+33639980${end}`);
const stopped = (value: string, purpose: "marketing" | "orders" = "marketing") =>
  checkSuppression(shop, { type: "phone", value, purpose }).then(({ suppressed }) => suppressed);
const consents = async () =>
  (
    await chat.server.database.sql`select i.value, k.granted, k.source, k.evidence from contact_consents k
      join contact_identifiers i on i.merchant_id = k.merchant_id and i.contact_id = k.contact_id
      where k.merchant_id = ${shop.merchantId} order by i.value, k.given_at`
  ).map(({ value, granted, source, evidence }) => ({ value, granted, source, evidence }));

/** A message of the samples' shape. */
const text = (from: string, body: string, seconds: number, more: object = {}) =>
  Buffer.from(
    JSON.stringify({
      object: "whatsapp_business_account",
      entry: [
        {
          id: T1.account,
          changes: [
            {
              field: "messages",
              value: {
                messaging_product: "whatsapp",
                metadata: { display_phone_number: "33639980010", phone_number_id: T1.numbers[0] },
                messages: [
                  {
                    from,
                    id: `wamid.${from}.${seconds}`,
                    timestamp: String(seconds),
                    type: "text",
                    text: { body },
                    ...more,
                  },
                ],
              },
            },
          ],
        },
      ],
    }),
  );
const NOW = Date.parse("2026-09-25T11:00:00Z") / 1_000;
const told = async (...bodies: Buffer[]) => {
  for (const body of bodies) expect((await chat.post(body)).status).toBe(200);
  await chat.work([shop]);
};

it("[GDP-01] [GDP-03] obeys a keyword at once and leaves a sentence alone, with the proof of it", async () => {
  await told(cloud.get("35-stop-keyword-variants")!);
  expect(await Promise.all(NUMBERS.map((value) => stopped(value)))).toEqual([
    true,
    true,
    true,
    false,
    true,
    true,
    false,
  ]);
  // Not what concerns an order of theirs.
  expect(await Promise.all(NUMBERS.map((value) => stopped(value, "orders")))).not.toContain(true);
  const proof = await consents();
  expect(proof.map(({ value }) => value)).toEqual(NUMBERS.filter((_, nth) => ![3, 6].includes(nth)));
  expect(proof.every(({ granted, source }) => !granted && source === "chat")).toBe(true);
  expect(proof[0]).toMatchObject({ evidence: "stop" });
  // One answer to each, waiting to leave; said again it is answered no more.
  const answers = () => chat.server.database.sql`select content from messages
    where merchant_id = ${shop.merchantId} and direction = 'out' and author = 'assistant' and state = 'queued'`;
  expect((await answers()).length).toBe(5);
  await told(text("33639980112", "STOP", NOW));
  expect((await answers()).length).toBe(5);
});

it("[GDP-01] [TPL-04] the button of a template that stops is obeyed like the word: by what it brings back, or by its label", async () => {
  const tap = (from: string, payload: string, label: string) =>
    text(from, "", NOW, { type: "button", text: undefined, button: { payload, text: label } });
  const button = missingOptOut({ category: "MARKETING", language: "fr", buttons: [] });
  await told(
    // Labelled with the very word that would lift a stop.
    tap("33639980181", button?.id ?? "", "Start"),
    tap("33639980182", button?.label ?? "", button?.label ?? ""),
    tap("33639980183", "show-me", "Show me"),
  );
  expect(await stopped("+33639980181")).toBe(true);
  expect(await stopped("+33639980182")).toBe(true);
  expect(await stopped("+33639980183")).toBe(false);
  expect(await stopped("+33639980181", "orders")).toBe(false);
  expect(await consents()).toEqual(
    ["+33639980181", "+33639980182"].map((value) => ({
      value,
      granted: false,
      source: "chat",
      evidence: "stop promotions",
    })),
  );
  const answers = await chat.server.database.sql`select content from messages
    where merchant_id = ${shop.merchantId} and direction = 'out' and author = 'assistant' and state = 'queued'`;
  expect(answers).toHaveLength(2);
});

it("[GDP-01] lifts a stop with START: a consent again only of who gave one before", async () => {
  const agreed = await createContact(shop, { name: "Ada", identifiers: [{ type: "phone", value: "+33639980191" }] });
  await recordConsent(shop, { id: agreed.id, purpose: "marketing", granted: true, givenAt: "2026-01-01T00:00:00Z" });
  for (const from of ["33639980191", "33639980192"])
    await told(text(from, "STOP!", NOW), text(from, "Start", NOW + 60));
  expect(await stopped("+33639980191")).toBe(false);
  expect(await stopped("+33639980192")).toBe(false);
  expect((await consents()).map(({ value, granted }) => `${value} ${granted}`)).toEqual([
    "+33639980191 true",
    "+33639980191 false",
    "+33639980191 true",
    "+33639980192 false",
  ]);
});

it("[GDP-01] answers in the language of the word, where only one language has it and no other is known of them", async () => {
  await createContact(shop, { name: "Nour", language: "es", identifiers: [{ type: "phone", value: "+33639980141" }] });
  await told(
    text("33639980140", "SUPPRIMER", NOW),
    text("33639980141", "SUPPRIMER", NOW),
    text("33639980142", "STOP", NOW),
  );
  const answers = await chat.server.database.sql`select i.value, m.content from messages m
    join conversations c on c.merchant_id = m.merchant_id and c.id = m.conversation_id
    join contact_identifiers i on i.merchant_id = c.merchant_id and i.contact_id = c.contact_id and i.type = 'phone'
    where m.merchant_id = ${shop.merchantId} and m.direction = 'out' order by i.value`;
  expect(answers.map(({ content }) => String(content).slice(0, 12))).toEqual([
    "Nous avons n",
    "Hemos anotad",
    "Done: no mor",
  ]);
});

it("[GDP-01] the last word counts, in whatever order words come", async () => {
  await told(text("33639980193", "start", NOW + 60), text("33639980193", "stop", NOW + 120));
  await told(text("33639980193", "start", NOW + 90));
  expect(await stopped("+33639980193")).toBe(true);
});

it("[GDP-01] a forwarded stop, a caption and a number written otherwise", async () => {
  await told(text("33639980194", "Stop", NOW, { context: { forwarded: true } }));
  expect(await stopped("+33639980194")).toBe(false);
  await told(text("551187654321", "Pare", NOW), text("551187654321", "Stop", NOW + 5));
  expect(await stopped("+5511987654321")).toBe(true);
});

it("[GDP-01] WhatsApp's own switch stops marketing and lifts that stop", async () => {
  await told(cloud.get("32-user-preferences-stop-resume")!);
  const rows = await chat.server.database.sql`select i.value, s.ended_at is null as holds, s.purpose from suppressions s
    join contact_identifiers i on i.merchant_id = s.merchant_id and i.digest = s.digest where s.merchant_id = ${shop.merchantId}`;
  expect(rows.length).toBeGreaterThan(0);
  expect(new Set(rows.map((row) => row["purpose"]))).toEqual(new Set(["marketing"]));
  expect(rows.some((row) => row["holds"] === true)).toBe(true);
  // Who resumed had not stopped here: nothing was lifted, and nobody consented.
  expect((await consents()).some(({ granted }) => granted)).toBe(false);
});
