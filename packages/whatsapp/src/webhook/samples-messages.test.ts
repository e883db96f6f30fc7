import { expect, it } from "vitest";

import { only, sample } from "./samples.fixture.ts";
import type { Folder } from "./samples.fixture.ts";

const T1 = { provider: "cloud_api", accountId: "480011223344556", channelId: "390022334455667" };
const T2 = { provider: "cloud_api", accountId: "480099887766554", channelId: "390077665544332" };

/** The messages of a sample, which has nothing else. */
function messages(start: string, folder: Folder = "cloud-api") {
  const items = sample(folder, start);
  const found = only(items, "message");
  expect(found).toHaveLength(items.length);
  return found;
}
const contents = (start: string) => messages(start).map(({ content }) => content);
const texts = (start: string) => contents(start).map((content) => (content.type === "text" ? content.text : null));

it("[WAM-06] sample 01: one inbound text with the number as its only name and the time as its own", () => {
  expect(messages("01")).toMatchObject([
    {
      key: "wa:390022334455667:m:wamid.HBgLMzM2Mzk5ODAxMDEVAgASGBQyM0NGNzQzREJDQkE0QjU3Mzk0QgA=",
      channel: { ...T1, displayPhone: "33639980010" },
      at: new Date(1790150412 * 1000),
      path: "entry[0].changes[0].value.messages[0]",
      direction: "in",
      person: { phone: "33639980101", userId: null, displayName: "Amélie Fournier", username: null },
      content: { type: "text", text: "Bonjour, vous êtes ouverts samedi ?" },
      raw: { from: "33639980101", timestamp: "1790150412" },
    },
  ]);
});

it("[WAM-06] sample 02: number, business-scoped id and username are three names of one person", () => {
  expect(messages("02")[0]?.person).toEqual({
    phone: "33639980102",
    userId: "FR.90817263544536271809",
    parentUserId: "FR.ENT.11223344556677889900",
    lid: null,
    displayName: "Youssef 🌿",
    username: "youssef.elamrani",
  });
});

it("[WAM-06] sample 03: who hides the number is known by the user id alone", () => {
  expect(messages("03")[0]?.person).toMatchObject({
    phone: null,
    userId: "FR.31415926535897932384",
    username: "chlo_d",
  });
});

it("[WAM-06] sample 04: escapes, emoji and HTML are kept as they were written", () => {
  const text = 'Réservé à 14h/15h ? 👩🏽‍🦱✂️ mail: zoe@example.org\n<b>25 €</b> & "café" \\o/ 𝒱 \u202eabc';
  expect(texts("04")).toEqual([text]);
  expect(messages("04")[0]?.person.displayName).toBe("Zoé & “l’équipe” <3");
});

it("[WAM-06] sample 05: a missing profile, an empty name and missing contacts cost nothing", () => {
  expect(messages("05").map(({ person }) => [person.phone, person.displayName])).toEqual([
    ["33639980104", null],
    ["33639980105", null],
    ["33639980107", null],
  ]);
});

it("[WAM-06] sample 06: quotes keep the quoted id, forwards know how often", () => {
  const found = messages("06");
  expect(found.map(({ forwarded }) => forwarded)).toEqual(["no", "yes", "often", "no"]);
  expect(found.map(({ quote }) => quote?.messageId ?? null)).toEqual([
    "wamid.HBgLMzM2Mzk5ODAxMDEVAgARGBIwNzJDMzhCRTgzNzA4NUUyRDIA",
    null,
    null,
    "wamid.HBgLMzM2Mzk5ODAxMDEVAgASGBQ4MkIwMTAwNkRCQzVFNkUxNzc5QwA=",
  ]);
  expect(found[0]?.quote).toMatchObject({ from: "33639980010", product: null });
  expect(found[3]?.quote).toMatchObject({ from: "33639980101" });
});

it("[WAM-06] sample 07: advertisement and post a chat began with, with and without a click id", () => {
  expect(messages("07").map(({ referral }) => referral)).toMatchObject([
    {
      sourceType: "ad",
      sourceId: "120210000000000001",
      clickId: "EXAMPLE-CLICK-ID-0001",
      welcomeText: "Bonjour, que recherchez-vous ?",
      mediaUrl: "https://scontent.example.invalid/ad1.jpg",
    },
    {
      sourceType: "post",
      clickId: null,
      headline: null,
      mediaUrl: "https://scontent.example.invalid/v.mp4",
      thumbnailUrl: "https://scontent.example.invalid/t.jpg",
    },
  ]);
});

it("[WAM-06] sample 08: a cart in decimals, and the product a question is about", () => {
  const [cart, question] = messages("08");
  expect(cart?.content).toEqual({
    type: "order",
    catalogId: "700100200300400",
    text: "Livraison vendredi si possible",
    lines: [
      { productId: "SHAMP-250", quantity: 2, price: "14.9", currency: "EUR" },
      { productId: "BROSSE-01", quantity: 1, price: "22", currency: "EUR" },
    ],
  });
  expect(question?.quote?.product).toEqual({ catalogId: "700100200300400", productId: "SERUM-30" });
});

it("[MED-01] sample 09: two pictures of one second keep their order; caption and url are optional", () => {
  expect(contents("09")).toMatchObject([
    { media: "image", mediaId: "9989091787574952", caption: "Je voudrais cette couleur 🎨", mimeType: "image/jpeg" },
    { media: "image", mediaId: "3776952956782782", caption: null, url: null, mimeType: "image/png" },
  ]);
});

it("[MED-01] sample 10: a voice note and an audio file; the type goes without its parameters", () => {
  expect(contents("10")).toMatchObject([
    { media: "audio", voice: true, mimeType: "audio/ogg", mediaId: "5665079526902573" },
    { media: "audio", voice: false, mimeType: "audio/mpeg" },
  ]);
  expect(messages("10")[0]?.channel).toMatchObject(T2);
});

it("[MED-01] samples 11, 12, 13: video, documents with and without names, stickers", () => {
  expect(messages("11")).toMatchObject([
    { forwarded: "yes", content: { media: "video", caption: "my knee when I squat" } },
  ]);
  expect(contents("12")).toMatchObject([
    { media: "document", filename: "Devis été 2026 – n°12 ✍️.pdf", mimeType: "application/pdf" },
    { media: "document", filename: "CV" },
    { media: "document", filename: null, mimeType: "application/octet-stream" },
  ]);
  expect(contents("13")).toMatchObject([
    { media: "sticker", animated: true },
    { media: "sticker", animated: false },
  ]);
});

it("[WAM-06] sample 14: a bare pin and a venue", () => {
  expect(contents("14")).toMatchObject([
    { type: "location", latitude: 51.5033635, longitude: -0.1276248, name: null, address: null, url: null },
    { type: "location", latitude: 48.85837, longitude: 2.294481, name: 'Tour Eiffel, "pilier sud"' },
  ]);
});

it("[WAM-06] sample 15: cards are content; the number somebody shared on request says so", () => {
  const [cards, shared] = messages("15");
  expect(cards?.content).toMatchObject({
    type: "contacts",
    requested: false,
    cards: [
      {
        formattedName: "Dr. Hélène Marchand",
        phones: [{ phone: "+33 6 39 98 01 50", waId: "33639980150" }, { waId: null }],
        emails: ["helene@example.org"],
        organisation: "Cabinet Lilas",
      },
      { formattedName: "Taxi", phones: [] },
    ],
  });
  expect(shared).toMatchObject({
    person: { phone: null, userId: "FR.31415926535897932384" },
    content: { requested: true, cards: [{ phones: [{ waId: "33639980103" }] }] },
  });
});

it("[WAM-03] [WAM-04] samples 16, 17, 19: taps on buttons, lists and templates carry our id", () => {
  expect(contents("16")).toEqual([
    { type: "choice", from: "button", id: "appt:7f3a9c:confirm", title: "Je confirme ✅", description: null },
  ]);
  expect(contents("17")).toMatchObject([
    { from: "list", id: "slot:2026-09-24T16:30:00Z", description: "Coupe + barbe, 45 min" },
    { from: "list", id: "slot:2026-09-24T17:15:00Z", description: null },
  ]);
  expect(messages("19")).toMatchObject([
    { content: { from: "template", id: "rsv_5521_cancel", title: "Annuler" } },
    { content: { from: "template", id: "Stop promotions", title: "Stop promotions" }, quote: null },
  ]);
});

it("[WAM-06] sample 18: the answers of a form are JSON inside a string, found by their token", () => {
  expect(contents("18")).toMatchObject([
    {
      type: "flow",
      token: "ft_91b2c3",
      answers: { service: "couleur", allergies: ["p-phénylènediamine"], note: "j'arrive à 9h15 / 9h30" },
    },
  ]);
});

it("[WAM-06] sample 22: what WhatsApp cannot hand over leaves a placeholder, in old and new form", () => {
  expect(contents("22")).toMatchObject([
    { type: "unsupported", of: "poll_creation", errors: [{ code: 131051 }] },
    { type: "unsupported", of: null, errors: [{ code: 131060 }] },
    { type: "unsupported", of: null, errors: [{ code: 501, details: "Message type is not currently supported" }] },
  ]);
});

it("[WAM-06] sample 23: a type of the future is kept whole, and what follows it is read", () => {
  const found = messages("23");
  expect(found.map(({ content }) => content)).toEqual([
    { type: "unknown", vendorType: "holo_note" },
    { type: "welcome" },
    { type: "text", text: "vous avez reçu mon dessin ?" },
  ]);
  expect(found[0]?.raw).toMatchObject({
    holo_note: {
      layers: [
        {
          pts: [
            [0, 1],
            [2, 3],
          ],
        },
      ],
    },
  });
});

it("[WAM-06] sample 35: words of consent are ordinary texts here; their meaning is the rules'", () => {
  expect(texts("35")).toEqual([
    "STOP",
    " stop. 🛑 ",
    "Arrêt",
    "Je m'arrête en route, stop café, j'arrive 10 min en retard",
    "SUPPRIMER",
    "supprimez mes données svp",
    "START",
  ]);
});
