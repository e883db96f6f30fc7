import fc from "fast-check";
import { expect, it } from "vitest";

import type { Fields } from "../shared/fields.ts";
import { fieldsOf, isFields } from "../shared/fields.ts";
import { parseCloudWebhook } from "./parse-cloud.ts";
import { cloudBody, METADATA, parse, RECEIVED_AT, sampleBytes, sampleNames } from "./samples.fixture.ts";
import type { Folder } from "./samples.fixture.ts";

const ALL = (["cloud-api", "whapi"] as const).flatMap((folder) =>
  sampleNames(folder).map((name): [Folder, string] => [folder, name]),
);
const keysOf = (folder: Folder, body: Uint8Array | object) => new Set(parse(folder, body).map(({ key }) => key));

/** A body cut into bodies of one element of one list each, as if it had come in pieces. */
function split(folder: Folder, body: Fields): Fields[] {
  if (folder === "whapi")
    return Object.entries(body).flatMap(([name, list]) =>
      Array.isArray(list) ? list.map((row: unknown) => ({ ...body, [name]: [row] })) : [],
    );
  return listOf(body.entry).flatMap((entry) =>
    listOf(fieldsOf(entry).changes).flatMap((change) =>
      pieces(fieldsOf(change)).map((piece) => ({ ...body, entry: [{ ...fieldsOf(entry), changes: [piece] }] })),
    ),
  );
}
function pieces(change: Fields): Fields[] {
  const value = fieldsOf(change.value);
  const lists = ["messages", "statuses", "message_echoes", "user_preferences", "state_sync"];
  const present = lists.filter((name) => Array.isArray(value[name]));
  if (present.length === 0) return [change];
  const rest = Object.fromEntries(Object.entries(value).filter(([name]) => !present.includes(name)));
  return present.flatMap((name) =>
    listOf(value[name]).map((row) => ({ ...change, value: { ...rest, [name]: [row] } })),
  );
}
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** All lists turned round and all keys in the other order, but for lists inside an item. */
function reversed(value: unknown, depth = 0): unknown {
  if (Array.isArray(value)) return value.map((row: unknown) => reversed(row, depth + 1)).toReversed();
  if (!isFields(value)) return value;
  const isItem = "timestamp" in value || "code" in value || "status" in value || "alert_info" in value;
  const entries = Object.entries(value).toReversed();
  return Object.fromEntries(entries.map(([key, entry]) => [key, isItem ? entry : reversed(entry, depth + 1)]));
}

it.each(ALL)("[WAM-06] %s %s: twice, turned round and in pieces it has the same identities", (folder, name) => {
  const bytes = sampleBytes(folder, name);
  const keys = keysOf(folder, bytes);
  expect(keysOf(folder, bytes)).toEqual(keys);
  const body = fieldsOf(JSON.parse(bytes.toString()));
  expect(keysOf(folder, fieldsOf(reversed(body)))).toEqual(keys);
  const parts = split(folder, body);
  if (parts.length > 0) expect(new Set(parts.flatMap((part) => [...keysOf(folder, part)]))).toEqual(keys);
});

it("[WAM-06] no two samples share an identity", () => {
  const keys = ALL.flatMap(([folder, name]) => [...keysOf(folder, sampleBytes(folder, name))]);
  expect(new Set(keys).size).toBe(keys.length);
});

it("[WAM-06] one id on two numbers of ours is two messages", () => {
  const message = { id: "wamid.A", from: "33639980101", timestamp: "1790150412", type: "text", text: { body: "a" } };
  const [one] = parse("cloud-api", cloudBody({ metadata: METADATA, messages: [message] }));
  const [two] = parse("cloud-api", cloudBody({ metadata: { phone_number_id: "3003" }, messages: [message] }));
  expect(one?.key).toBe("wa:2002:m:wamid.A");
  expect(two?.key).toBe("wa:3003:m:wamid.A");
});

it("[WAM-06] a group's statuses are told apart by who received", () => {
  const status = {
    id: "wamid.G",
    status: "read",
    timestamp: "1790150412",
    recipient_id: "g-1",
    recipient_type: "group",
  };
  const statuses = ["33639980101", "33639980102"].map((recipient_participant_id) => ({
    ...status,
    recipient_participant_id,
  }));
  const items = parse("cloud-api", cloudBody({ metadata: METADATA, statuses }));
  expect(items).toMatchObject([
    { key: "wa:2002:s:wamid.G:read:33639980101", groupId: "g-1", person: { phone: "33639980101" } },
    { key: "wa:2002:s:wamid.G:read:33639980102" },
  ]);
});

it("[WAM-06] the same event at another time is another event; one without time is told again an hour later", () => {
  const value = { event: "ONBOARDING", display_phone_number: "33639980010" };
  const at = (time: number) => parse("cloud-api", cloudBody(value, "phone_number_quality_update", time))[0]?.key;
  expect(at(1790153400)).toBe(at(1790153400));
  expect(at(1790153400)).not.toBe(at(1790153401));
  const throttled = (minutes: number) => {
    const receivedAt = new Date(RECEIVED_AT.getTime() + minutes * 60_000);
    return parseCloudWebhook(sampleBytes("cloud-api", "24"), { receivedAt })[0]?.key;
  };
  expect(throttled(0)).toMatch(/^wa:390022334455667:e:[\w-]{43}$/);
  expect(throttled(59)).toBe(throttled(0));
  expect(throttled(60)).not.toBe(throttled(0));
});

it("[WAM-06] keys of messages hold whatever id the vendor makes up", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ minLength: 1, maxLength: 130 }), { minLength: 2 }), (ids) => {
      const kept = [...new Set(ids.map((id) => id.trim()).filter(Boolean))];
      const messages = kept.map((id) => ({ id, type: "text", text: { body: "x" }, from: "33639980101" }));
      fc.pre(messages.length > 0);
      expect(keysOf("cloud-api", cloudBody({ metadata: METADATA, messages })).size).toBe(kept.length);
    }),
  );
});
