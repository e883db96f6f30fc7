import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { cloudBody, METADATA, only, parse, RECEIVED_AT } from "./samples.fixture.ts";
import { parseCloudWebhook } from "./parse-cloud.ts";
import { parseWhapiWebhook } from "./parse-whapi.ts";

const message = (more: object = {}) => ({
  id: "wamid.M",
  from: "33639980101",
  timestamp: "1790150412",
  type: "text",
  text: { body: "hello" },
  ...more,
});
const messagesOf = (...messages: unknown[]) => parse("cloud-api", cloudBody({ metadata: METADATA, messages }));
const first = (more: object) => only(messagesOf(message(more)), "message")[0];

describe("garbage", () => {
  const garbage = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom<unknown>(
      null,
      0,
      "",
      [],
      {},
      { id: null },
      { id: 5 },
      { id: [] },
      { type: "text" },
      { id: "x", type: {} },
    ),
    fc.record({
      id: fc.string(),
      type: fc.constantFrom(
        "text",
        "image",
        "interactive",
        "reaction",
        "system",
        "order",
        "edit",
        "__proto__",
        "constructor",
      ),
      text: fc.jsonValue(),
      image: fc.jsonValue(),
      interactive: fc.jsonValue(),
      reaction: fc.jsonValue(),
      system: fc.jsonValue(),
      order: fc.jsonValue(),
      context: fc.jsonValue(),
      referral: fc.jsonValue(),
      timestamp: fc.jsonValue(),
      from: fc.jsonValue(),
    }),
  );
  const list = fc.array(garbage, { maxLength: 4 });

  it("[WAM-06] bytes of any kind give at least one item and no exception", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.string().map((text) => Buffer.from(text)),
          fc.json().map((text) => Buffer.from(text)),
        ),
        (bytes) => {
          expect(parseCloudWebhook(bytes, { receivedAt: RECEIVED_AT }).length).toBeGreaterThan(0);
          expect(parseWhapiWebhook(bytes, { receivedAt: RECEIVED_AT }).length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("[WAM-06] garbage beside a message, in its list, value, entry or body, never costs it, and is an item itself", () => {
    fc.assert(
      fc.property(
        list,
        list,
        list,
        list,
        list,
        fc.dictionary(fc.string(), garbage),
        (before, after, statuses, changes, entries, more) => {
          const good = message({ id: "wamid.GOOD" });
          const value = {
            ...more,
            metadata: METADATA,
            contacts: before,
            statuses: [...statuses, { id: "wamid.S", status: "sent", timestamp: "1" }],
            messages: [...before, good, ...after],
          };
          const body = {
            entry: [...entries, { id: "1001", changes: [...changes, { field: "messages", value }] }, ...entries],
          };
          const items = parse("cloud-api", body);
          const keys = items.map(({ key }) => key);
          expect(keys).toContain("wa:2002:m:wamid.GOOD");
          expect(keys).toContain("wa:2002:s:wamid.S:sent");
          const least = before.length + after.length + statuses.length + 2 + changes.length + 2 * entries.length;
          expect(items.length).toBeGreaterThanOrEqual(least);
          expect(new Set(items.map(({ path }) => path)).size).toBeGreaterThanOrEqual(least);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("[WAM-13] the same of Whapi", () => {
    fc.assert(
      fc.property(list, list, fc.dictionary(fc.string(), garbage), (before, statuses, more) => {
        const good = { id: "GOOD-1", chat_id: "33639980101@s.whatsapp.net", type: "text", text: { body: "x" } };
        const status = { id: "S-1", status: "read", recipient_id: "33639980101@s.whatsapp.net" };
        const body = { ...more, channel_id: "C", messages: [...before, good], statuses: [...statuses, status] };
        const items = parse("whapi", body);
        const keys = items.map(({ key }) => key);
        expect(keys).toContain("whapi:C:m:GOOD-1");
        expect(keys).toContain("whapi:C:s:S-1:read");
        expect(items.length).toBeGreaterThanOrEqual(before.length + statuses.length + 2);
      }),
      { numRuns: 300 },
    );
  });

  it("[WAM-06] nesting beyond what can be walked is one malformed item", () => {
    const deep = Buffer.from("[".repeat(300_000) + "12345678901234567890" + "]".repeat(300_000));
    expect(parse("cloud-api", deep)).toMatchObject([{ kind: "malformed", topic: "body" }]);
  });

  it.each([
    ["", "malformed"],
    ["{", "malformed"],
    ["[]", "malformed"],
    ["null", "malformed"],
    ['{"entry":[]}', "unknown"],
    ['{"entry":{}}', "malformed"],
    ['{"entry":[{"id":"1","changes":[]}]}', "unknown"],
    ['{"entry":[{"id":"1"}]}', "malformed"],
    ['{"entry":[{"id":"1","changes":[{"field":"messages","value":{}}]}]}', "unknown"],
    ['{"entry":[{"id":"1","changes":[{"field":"messages","value":{"messages":[]}}]}]}', "unknown"],
    ['{"entry":[{"id":"1","changes":[{"field":"messages","value":{"messages":{}}}]}]}', "malformed"],
    ['{"entry":[{"id":"1","changes":[{"field":"messages","value":{"errors":{}}}]}]}', "malformed"],
    ['{"entry":[{"id":"1","changes":[{"field":"message_template_status_update","value":{}}]}]}', "malformed"],
    ['{"entry":[{"id":"1","changes":[{"field":"account_update","value":null}]}]}', "malformed"],
  ])("[WAM-06] %s is one %s item", (body, kind) => {
    expect(parse("cloud-api", Buffer.from(body))).toMatchObject([{ kind }]);
  });
});

it("[WAM-06] ids beyond 2^53 keep their digits", () => {
  const body =
    '{"entry":[{"id":480011223344556,"time":1,"changes":[{"field":"message_template_status_update","value":{"event":"APPROVED","message_template_id":17000000000000012345}}]}]}';
  expect(parse("cloud-api", Buffer.from(body))).toMatchObject([
    { template: { templateId: "17000000000000012345" }, channel: { accountId: "480011223344556" } },
  ]);
});

it("[WAM-06] NUL and half of a surrogate pair, which databases refuse, become a sign for unreadable", () => {
  const body = JSON.stringify(
    cloudBody({ metadata: METADATA, messages: [message({ text: { body: "a\0b\ud83dc👍" } })] }),
  );
  expect(body).toContain("\\u0000");
  const [item] = only(parse("cloud-api", Buffer.from(body)), "message");
  expect(item?.content).toEqual({ type: "text", text: "a\u{FFFD}b\u{FFFD}c👍" });
  expect(JSON.stringify(item?.raw)).not.toContain("\\u0000");
});

it("[WAM-06] a user id where a number should be is a user id", () => {
  expect(first({ from: "FR.31415926535897932384" })?.person).toMatchObject({
    phone: null,
    userId: "FR.31415926535897932384",
  });
  expect(first({ from: undefined })?.person).toMatchObject({ phone: null, userId: null });
});

it("[WAM-06] contacts are found by number or user id, never by their place", () => {
  const contacts = [
    { profile: { name: "Bea" }, wa_id: "33639980102" },
    { profile: { name: "Ann", username: "ann" }, wa_id: "33639980101", user_id: "FR.1" },
  ];
  const messages = [message(), message({ id: "wamid.N", from: undefined, from_user_id: "FR.1" })];
  const items = only(parse("cloud-api", cloudBody({ metadata: METADATA, contacts, messages })), "message");
  const ann = {
    phone: "33639980101",
    userId: "FR.1",
    parentUserId: null,
    lid: null,
    displayName: "Ann",
    username: "ann",
  };
  expect(items.map(({ person }) => person)).toEqual([ann, ann]);
});

it.each([
  ["1790150412", 1790150412000],
  [1790150412, 1790150412000],
  [1790150412345, 1790150412345],
  ["1790150412345", 1790150412345],
  ["4102444800", 4102444800000],
  ["yesterday", null],
  [undefined, null],
  ["0", null],
  ["99999999999999999", null],
])("[WAM-06] the time %j is %j", (timestamp, expected) => {
  expect(first({ timestamp })?.at?.getTime() ?? null).toBe(expected);
});

it("[WAM-06] reactions, edits and deletions without a target are malformed, not messages", () => {
  const items = messagesOf(
    message({ type: "reaction", reaction: {} }),
    message({ id: "b", type: "edit", edit: null }),
    message({ id: "c", type: "revoke" }),
  );
  expect(items.map(({ kind }) => kind)).toEqual(["malformed", "malformed", "malformed"]);
});

it("[WAM-06] broken content leaves the message with its sender and the reason", () => {
  expect(first({ text: { body: 5 } })).toMatchObject({ content: { type: "malformed", vendorType: "text" } });
  expect(first({ type: "location", location: { latitude: 0, longitude: "0" } })?.content).toMatchObject({
    latitude: 0,
    longitude: 0,
  });
  expect(first({ type: "location", location: { latitude: 0 } })?.content).toMatchObject({ type: "malformed" });
  expect(first({ type: "image", image: {} })?.content).toMatchObject({ type: "media", mediaId: null });
  expect(first({ type: "interactive", interactive: { type: "new_reply" } })?.content).toEqual({
    type: "unknown",
    vendorType: "interactive/new_reply",
  });
  const flow = { type: "nfm_reply", nfm_reply: { name: "flow", response_json: "[1]" } };
  expect(first({ type: "interactive", interactive: flow })?.content).toEqual({
    type: "flow",
    name: "flow",
    token: null,
    answers: null,
    text: "[1]",
  });
  const call = {
    type: "call_permission_reply",
    call_permission_reply: { response: "accept", response_source: "user_action" },
  };
  expect(first({ type: "interactive", interactive: call })?.content).toMatchObject({
    type: "call_permission",
    answer: "accept",
  });
});

it("[WAM-06] a group is named, so that its words open no customer's chat", () => {
  expect(first({ group_id: "g-1" })).toMatchObject({ groupId: "g-1", person: { phone: "33639980101" } });
});

it("[WAM-06] history is marked as such, of both sides, and has identities of its own", () => {
  const thread = {
    id: "33639980101",
    messages: [
      message({ history_context: { status: "READ" } }),
      message({ id: "wamid.O", from: "33639980010", to: "33639980101" }),
    ],
  };
  const value = { metadata: METADATA, history: [{ metadata: { phase: 0 }, threads: [thread] }] };
  expect(parse("cloud-api", cloudBody(value, "history"))).toMatchObject([
    { key: "wa:2002:h:wamid.M:text", direction: "in", history: { status: "read" }, person: { phone: "33639980101" } },
    { direction: "out", sentFrom: "phone", history: { status: null }, person: { phone: "33639980101" } },
  ]);
  const refused = { metadata: METADATA, history: [{ errors: [{ code: 2593109, title: "declined" }] }] };
  expect(parse("cloud-api", cloudBody(refused, "history"))).toMatchObject([
    { kind: "error", errors: [{ code: 2593109 }] },
  ]);
  const media = { metadata: METADATA, messages: [message({ type: "image", image: { id: "1" } })] };
  expect(parse("cloud-api", cloudBody(media, "history"))).toMatchObject([
    { key: "wa:2002:h:wamid.M:image", history: { status: null } },
  ]);
});

it("[WAM-06] the older notice of a changed user id says the same", () => {
  const user_id_update = [
    {
      wa_id: "33639980101",
      user_id: { previous: "FR.1", current: "FR.2" },
      parent_user_id: { previous: "FR.ENT.1", current: "FR.ENT.2" },
      timestamp: "1790150412",
    },
  ];
  expect(parse("cloud-api", cloudBody({ metadata: METADATA, user_id_update }, "user_id_update"))).toMatchObject([
    {
      kind: "identity_change",
      change: "user_id",
      before: { phone: "33639980101", userId: "FR.1", parentUserId: "FR.ENT.1" },
      after: { phone: "33639980101", userId: "FR.2", parentUserId: "FR.ENT.2" },
      at: new Date(1790150412000),
    },
  ]);
});

it("[WAM-06] status words nobody documented are kept as `other`", () => {
  const statuses = [{ id: "wamid.S", status: "warning", timestamp: "1790150412" }];
  expect(parse("cloud-api", cloudBody({ metadata: METADATA, statuses }))).toMatchObject([
    { status: "other", word: "warning" },
  ]);
});

it("[WAM-06] fields beside the known ones are items too", () => {
  const value = { metadata: METADATA, messages: [message()], calls: [{ id: "1" }] };
  expect(parse("cloud-api", cloudBody(value)).map(({ kind, path }) => [kind, path])).toEqual([
    ["message", "entry[0].changes[0].value.messages[0]"],
    ["unknown", "entry[0].changes[0].value.calls"],
  ]);
});

it("[WAM-06] daily limits in all their spellings", () => {
  const limit = (max_daily_conversations_per_business: unknown) => {
    const [item] = only(
      parse("cloud-api", cloudBody({ max_daily_conversations_per_business }, "business_capability_update", 1)),
      "account",
    );
    return item?.dailyLimit;
  };
  expect(["TIER_250", "TIER_10K", 2000, "100000", -1, "TIER_UNLIMITED", "soon", undefined].map(limit)).toEqual([
    250,
    10_000,
    2000,
    100_000,
    "unlimited",
    "unlimited",
    null,
    null,
  ]);
});
