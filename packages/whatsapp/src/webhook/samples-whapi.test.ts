import { expect, it } from "vitest";

import { parse, sample, sampleBytes } from "./samples.fixture.ts";

const whapi = (start: string) => sample("whapi", start);
const channel = { provider: "whapi", accountId: null, channelId: "CAMELA-7XK2Q" };

it("[WAM-13] sample w01: a text with a link is a text", () => {
  expect(whapi("w01")).toMatchObject([
    {
      key: "whapi:CAMELA-7XK2Q:m:BfbDfjvyF.aND1bK-zsKvH8zlVTs",
      kind: "message",
      channel,
      at: new Date(1790150410000),
      person: { phone: "33639980101", displayName: "Amélie 🌸" },
      content: { type: "text", text: "Bonjour 👋 vous avez de la place demain ?" },
    },
    { content: { type: "text", text: "le modèle : https://example.org/coupe?x=1&y=2" } },
  ]);
});

it("[WAM-13] sample w02: what goes out is told apart: typed on the phone, or the echo of a call", () => {
  expect(whapi("w02")).toMatchObject([
    { direction: "out", sentFrom: "phone", person: { phone: "33639980101", displayName: null } },
    { direction: "out", sentFrom: "api", messageId: "ivVAxQJgmWW4D6ps-C..YGbq6aKJ" },
  ]);
});

it("[WAM-13] samples w03, w04: of the ids of taps the first prefix goes, colons of ours stay", () => {
  expect(whapi("w03")).toMatchObject([
    {
      content: { type: "choice", from: "button", id: "appt:7f3a9c:confirm", title: "Je confirme ✅" },
      quote: { messageId: ".8xwqvS4HcEaGsLB-wzLEBM4x.uo" },
    },
  ]);
  expect(whapi("w04")).toMatchObject([{ content: { from: "list", id: "slot:2026-09-24T16:30:00Z" } }]);
});

it("[WAM-13] [MED-01] sample w05: a placeholder is no media id", () => {
  expect(whapi("w05")).toMatchObject([
    { content: { media: "audio", voice: true, mediaId: null, seconds: 9, sizeBytes: 21877 } },
    { content: { media: "audio", voice: true, mediaId: "oga-0da068bfca110f742f63e68f", url: null } },
  ]);
});

it("[WAM-13] [MED-01] sample w06: a picture with its quote; the quoted text is no message of its own", () => {
  expect(whapi("w06")).toMatchObject([
    {
      forwarded: "often",
      quote: { messageId: "8Tg7toajykDRkvG.-HQqpv8G7gIn", from: "33639980020" },
      content: { media: "image", url: "https://s3.example.invalid/whapi/EXAMPLE.jpeg", filename: "IMG_2041.jpeg" },
    },
  ]);
});

it("[WAM-13] sample w07: the word decides, times are text here", () => {
  expect(whapi("w07")).toMatchObject([
    { kind: "status", status: "read", person: { phone: "33639980101" }, at: new Date(1790150705000) },
    { kind: "status", status: "delivered" },
    { kind: "status", status: "played" },
    { kind: "status", status: "failed", errors: [] },
    { kind: "status", status: "deleted" },
  ]);
});

it("[WAM-13] sample w08: reaction, edit, deletion and a reaction taken back are no messages", () => {
  expect(whapi("w08")).toMatchObject([
    { kind: "reaction", emoji: "❤️", targetId: "ivVAxQJgmWW4D6ps-C..YGbq6aKJ" },
    { kind: "edit", content: { type: "text", text: "Bonjour 👋 vous avez de la place vendredi ?" } },
    { kind: "revoke", targetId: "lxoOfeyu..AV5n1J-93dAxC5mrd5" },
    { kind: "reaction", emoji: null },
  ]);
});

it("[WAM-13] sample w09: a group is named, a vote points to its poll, a LID is no phone number", () => {
  expect(whapi("w09")).toMatchObject([
    { kind: "message", groupId: "120363000000000001@g.us", person: { phone: "33639980102" } },
    { kind: "vote", targetId: "Fh5oWitTqmVNl9r6-0OLJVayAXtB", optionIds: ["b3B0aW9uLTI="] },
    { kind: "message", groupId: null, person: { phone: null, lid: "98765432109876" } },
  ]);
});

it("[WAM-13] [WHK-02] sample w10: a session that wants a new QR scan is disconnected", () => {
  expect(whapi("w10")).toMatchObject([{ kind: "channel_state", state: "disconnected", word: "QR", channel }]);
});

it("[WAM-13] a body wrapped in an array is the same body", () => {
  const bytes = sampleBytes("whapi", "w01");
  const wrapped = Buffer.concat([Buffer.from("["), bytes, Buffer.from("]")]);
  expect(parse("whapi", wrapped).map(({ key }) => key)).toEqual(whapi("w01").map(({ key }) => key));
});

it("[WAM-13] what this package does not read is kept, an id of a deleted message is a deletion", () => {
  const body = {
    channel_id: "C",
    event: { type: "x", event: "post" },
    messages_removed: ["A-1", null],
    chats: [{ id: 1 }],
    messages: {},
    statuses: [],
    health: { status: { text: "NEW_WORD" } },
  };
  expect(parse("whapi", body).map(({ kind, path }) => [kind, path])).toEqual([
    ["revoke", "messages_removed[0]"],
    ["malformed", "messages_removed[1]"],
    ["unknown", "chats"],
    ["malformed", "messages"],
    ["unknown", "statuses"],
    ["unknown", "health"],
  ]);
  expect(parse("whapi", { channel_id: "C", event: { type: "messages" } })).toMatchObject([
    { kind: "unknown", topic: "messages" },
  ]);
});
