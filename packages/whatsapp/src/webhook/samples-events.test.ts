import { expect, it } from "vitest";

import { only, sample } from "./samples.fixture.ts";

const T1 = { accountId: "480011223344556" };
const T2 = { accountId: "480099887766554" };
const cloud = (start: string) => sample("cloud-api", start);

it("[WAM-06] sample 20: reactions are set and cleared on their target and are no messages", () => {
  expect(cloud("20")).toMatchObject([
    { kind: "reaction", emoji: "👍🏾", targetId: "wamid.HBgLMzM2Mzk5ODAxMDEVAgARGBJEMUM5N0RCNjI4NDBGMUM4QUIA" },
    { kind: "reaction", emoji: null },
    { kind: "reaction", emoji: null },
    { kind: "reaction", emoji: "❤️" },
  ]);
});

it("[WAM-06] sample 21: number, user id and key change; old and new names are told apart", () => {
  expect(cloud("21")).toMatchObject([
    { kind: "identity_change", change: "number", before: { phone: "33639980104" }, after: { phone: "33639980144" } },
    {
      kind: "identity_change",
      change: "user_id",
      before: { phone: null, userId: "FR.90817263544536271809" },
      after: { phone: null, userId: "FR.77777777777777777777" },
    },
    {
      kind: "identity_change",
      change: "identity_key",
      before: { phone: "33639980101" },
      after: { phone: "33639980101" },
    },
  ]);
});

it("[WAM-06] sample 24: errors of a number are an event; those that explain a message go with it", () => {
  expect(cloud("24")).toMatchObject([
    { kind: "error", errors: [{ code: 130429, title: "Rate limit hit" }], path: "entry[0].changes[0].value.errors" },
    { kind: "message", content: { type: "malformed", vendorType: "interactive", errors: [{ code: 131000 }] } },
  ]);
});

it("[WAM-06] sample 25: prices and our own id come with statuses, in the form of today and of before", () => {
  expect(cloud("25")).toMatchObject([
    {
      kind: "status",
      status: "sent",
      callbackData: "cmp:42;rcpt:9001",
      person: { phone: "33639980101", userId: "FR.16180339887498948482" },
      pricing: { model: "PMP", type: "free_customer_service", category: "utility", billable: false },
      conversation: null,
    },
    { kind: "status", status: "delivered", callbackData: "cmp:42;rcpt:9001" },
    {
      kind: "status",
      callbackData: null,
      pricing: { model: "CBP", type: null, category: "marketing", billable: true },
      conversation: { id: "c0ffee00c0ffee00c0ffee00c0ffee00", origin: "marketing", expiresAt: new Date(1790238903000) },
    },
  ]);
});

it("[WAM-06] sample 26: four statuses out of order, three identities, each with its own time", () => {
  const statuses = only(cloud("26"), "status");
  expect(statuses.map(({ status, at }) => [status, at?.getTime()])).toEqual([
    ["read", 1790152605000],
    ["delivered", 1790152603000],
    ["sent", 1790152601000],
    ["delivered", 1790152603000],
  ]);
  expect(new Set(statuses.map(({ key }) => key)).size).toBe(3);
});

it("[WAM-06] sample 27: five failures with their codes, the last without any", () => {
  const statuses = only(cloud("27"), "status");
  expect(statuses.map(({ status, errors }) => [status, errors[0]?.code ?? null])).toEqual([
    ["failed", 131047],
    ["failed", 131026],
    ["failed", 131049],
    ["failed", 132015],
    ["failed", null],
  ]);
  expect(statuses.map(({ callbackData }) => callbackData)).toEqual([
    null,
    "cmp:42;rcpt:9002",
    "cmp:42;rcpt:9003",
    "cmp:42;rcpt:9004",
    null,
  ]);
});

it("[WAM-06] sample 28: statuses for a person without a number; a voice note was played", () => {
  expect(cloud("28")).toMatchObject([
    { status: "played", person: { phone: null, userId: "FR.31415926535897932384", username: "chlo_d" } },
    { status: "read", person: { parentUserId: "FR.ENT.11223344556677889900" } },
  ]);
});

it("[WAM-06] [WAM-14] sample 29: five messages and two statuses of two accounts, by phone_number_id", () => {
  const items = cloud("29");
  expect(items.map(({ kind, channel }) => [kind, channel.accountId, channel.channelId])).toEqual([
    ["message", T1.accountId, "390022334455667"],
    ["message", T1.accountId, "390022334455667"],
    ["message", T1.accountId, "390022334455667"],
    ["message", T1.accountId, "390022334455999"],
    ["status", T1.accountId, "390022334455667"],
    ["message", T2.accountId, "390077665544332"],
    ["status", T2.accountId, "390077665544332"],
  ]);
  expect(new Set(items.map(({ key }) => key)).size).toBe(7);
  expect(items[3]?.channel.displayPhone).toBe("+33 6 39 98 00 11");
});

it("[WAM-06] sample 30: the same message three times in one body has one identity", () => {
  const items = cloud("30");
  expect(items).toHaveLength(3);
  expect(new Set(items.map(({ key }) => key)).size).toBe(1);
});

it("[WAM-06] sample 31: echo, edit, two deletions and a name from the phone's address book", () => {
  expect(cloud("31")).toMatchObject([
    {
      kind: "message",
      direction: "out",
      sentFrom: "phone",
      person: { phone: "33639980101" },
      content: { text: "Oui, samedi 9h-19h 😊 (Sandra)" },
    },
    {
      kind: "edit",
      direction: "in",
      targetId: "wamid.HBgLMzM2Mzk5ODAxMDEVAgASGBQyM0NGNzQzREJDQkE0QjU3Mzk0QgA=",
      content: { type: "text", text: "Bonjour, vous êtes ouverts samedi 26 ?" },
    },
    { kind: "revoke", direction: "in" },
    { kind: "revoke", direction: "out", targetId: "wamid.HBgLMzM2Mzk5ODAxMDEVAgARGBI5RjM4OTNCMzVFMzk0OUQzODcA" },
    { kind: "contact_sync", action: "set", fullName: "Amélie (fidèle)", person: { phone: "33639980101" } },
  ]);
});

it("[CMP-02] sample 32: the native stop of marketing and its end, also without a number", () => {
  expect(cloud("32")).toMatchObject([
    {
      kind: "preference",
      wish: "stop",
      category: "marketing_messages",
      person: { phone: "33639980105" },
      at: new Date(1790153200000),
    },
    { kind: "preference", wish: "resume", person: { phone: null, userId: "FR.31415926535897932384" } },
  ]);
});

it("[TPL-01] sample 33: eight things that happen to templates, by the shape where the field misleads", () => {
  expect(cloud("33")).toMatchObject([
    {
      change: "status",
      status: "REJECTED",
      reason: "INVALID_FORMAT",
      advice: "Put words between the parameters",
      template: { templateId: "1700000000000001", name: "promo_rentree", language: "fr" },
      channel: { ...T1, channelId: null },
      at: new Date(1790153300000),
    },
    { change: "status", status: "APPROVED", category: "UTILITY", reason: null },
    { change: "status", status: "PAUSED", reason: null, pause: { title: "FIRST_PAUSE" } },
    { change: "quality", previous: "GREEN", current: "YELLOW" },
    {
      change: "category",
      stage: "announced",
      current: "UTILITY",
      next: "MARKETING",
      effectiveAt: new Date(1790239700000),
    },
    { change: "category", stage: "done", previous: "UTILITY", current: "MARKETING", template: { language: "en-US" } },
    { change: "components", footer: "Salon Camélia", buttons: [{ message_template_button_type: "URL" }] },
    {
      change: "status",
      status: "DISABLED",
      template: { templateId: "1700000000000005" },
      disableAt: new Date(1790153290000),
    },
  ]);
});

it("[WHK-02] sample 34: events of two accounts, the serious ones as alarms, the unknown ones kept", () => {
  expect(cloud("34")).toMatchObject([
    { channel: T1, topic: "phone_quality", event: "ONBOARDING", severity: "info", dailyLimit: 2000 },
    { channel: T1, topic: "phone_quality", event: "FLAGGED", severity: "alarm", dailyLimit: 1000 },
    { channel: T1, topic: "capability", dailyLimit: 2000, details: { max_phone_numbers_per_waba: 25 } },
    { channel: T1, topic: "alert", severity: "warning" },
    { channel: T1, topic: "phone_name", event: "REJECTED", severity: "warning" },
    { channel: T1, topic: "security", event: "PIN_RESET_REQUEST", severity: "alarm" },
    { channel: T2, topic: "account", event: "DISABLED_UPDATE", severity: "alarm" },
    { channel: T2, topic: "review", event: "APPROVED", severity: "info" },
    { channel: T2, topic: "account", event: "SOMETHING_NEW_2027", details: { extra: { a: 1 } } },
    {
      channel: T2,
      kind: "unknown",
      topic: "a_field_we_do_not_know",
      at: new Date(1790153401000),
      raw: { value: { hello: "world" } },
    },
  ]);
});
