import { HIDDEN } from "@nexusone/contracts/audit-words";
import { rotateSecrets } from "@nexusone/core/secrets/rotate-secrets";
import { sealedTables } from "@nexusone/core/secrets/sealed-columns";
import { createKeyring } from "@nexusone/core/secrets/keyring";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fixturesOf } from "./isolation/fixtures.ts";
import { buildWorld, connected, forgetLimits, newApiKey, pairBrowser, person, type World } from "./isolation/world.ts";
import { createLog } from "./log.ts";
import { restDoorsOf, trpcDoor, typeOf, type As } from "./testing/call.ts";

const OLD = "the master key before the rotation, 40 characters";
const NEW = "the master key after the rotation, 40 characters.";
const SLACK = "https://hooks.slack.com/services/T0PLANTED/B0PLANTED/plantedplantedplanted";

let world: World;
const logged: string[] = [];
/** What was handed in or handed out as a secret, and the one answer that may tell it. */
const planted = new Map<string, string>();
const answers: { path: string; text: string }[] = [];

const SECRET_NAME = /password|token|secret|api_?key|^key$|pairing_?code|^code$|slack_?url/i;
/** What a caller names a request by, so that it happens once; no secret of ours looks like this. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
function plant(value: unknown, path: string, name = ""): void {
  if (typeof value === "string") {
    // The record tells of a secret by that word.
    if (value === HIDDEN) return;
    if (SECRET_NAME.test(name) && !UUID.test(value) && !/at$/i.test(name) && value.length >= 8 && !planted.has(value))
      planted.set(value, path);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, inner] of Object.entries(value)) plant(inner, path, Array.isArray(value) ? name : key);
  }
}

/** What concerns people, or may: addresses, numbers, free text, and the part of an endpoint's address that can be a secret. */
const personal = new Set<string>();
function collect(value: unknown, name = ""): void {
  if (typeof value === "string") {
    // A short word may stand there for another reason.
    // Meta's id of a shop's number is no number.
    if (/email|phone(?!NumberId)|description|^note$/i.test(name) && value.length >= 8) personal.add(value);
    if (name === "url" && new URL(value).pathname !== "/") personal.add(new URL(value).pathname);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, inner] of Object.entries(value)) collect(inner, Array.isArray(value) ? name : key);
  }
}

async function walk(path: string, input: unknown, as: As): Promise<void> {
  plant(input, "nowhere");
  collect(input);
  for (const [name, value] of Object.entries(as)) if (name !== "merchantId") plant(value, "nowhere", "token");
  const [door] = restDoorsOf(path);
  for (const one of [trpcDoor(path), ...(door ? [door] : [])]) {
    const answer = await one.call(world.server.url, input, as);
    answers.push({ path, text: answer.text });
    // A refusal's `code` is no secret.
    if (answer.reason === undefined) plant(answer.value, path);
  }
}

/** Failures log most: every statement about sessions and keys now fails, with its parameters in the driver's error. */
async function whileBroken(asOwner: As): Promise<void> {
  const { sql } = world.server.database;
  await sql`alter table user_sessions rename to user_sessions_away`;
  await sql`alter table cj_connections rename to cj_connections_away`;
  try {
    const { apiKey, staff } = world.a;
    await walk("identity.signIn", { email: staff.owner.email, password: "a planted password" }, {});
    await walk("cj.connect", { apiKey, environment: "sandbox" }, asOwner);
    await walk("cj.connect", { apiKey, environment: "sandbox" }, { bearer: staff.owner.bearer });
    const { key } = await newApiKey(staff.owner);
    planted.set(key, "nowhere");
    await walk("cj.connect", { apiKey, environment: "sandbox" }, { bearer: key });
    await fetch(`${world.server.url}/api/dropshipping/products?api_key=${key}&token=${staff.owner.cookie}`);
  } finally {
    await sql`alter table user_sessions_away rename to user_sessions`;
    await sql`alter table cj_connections_away rename to cj_connections`;
  }
}

beforeAll(async () => {
  const log = createLog("debug", { write: (line: string) => void logged.push(line) });
  world = await buildWorld({ log, keyring: createKeyring([OLD]) });
  const { a, server } = world;
  const { owner } = a.staff;
  const asOwner: As = { cookie: owner.cookie, merchantId: a.merchantId };
  planted.set(a.apiKey, "nowhere").set(owner.bearer, "nowhere");
  await walk("notifications.saveSettings", { slackUrl: SLACK }, asOwner);
  for (const [path, fixture] of fixturesOf("merchant").filter(([one]) => typeOf(one) !== "subscription")) {
    await forgetLimits(world);
    await connected(a);
    await walk(path, await fixture.input(world, a, owner), asOwner);
    // The same again as somebody who is refused, and cut off in the middle.
    await walk(path, await fixture.input(world, a, owner), { ...asOwner, cookie: "x".repeat(43) });
  }
  for (const [path, fixture] of fixturesOf("public")) await walk(path, await fixture.input(world), {});
  for (const [path, fixture] of fixturesOf("user")) {
    const who = await person(server);
    await walk(path, await fixture.input(world, who), { cookie: who.cookie });
  }
  await connected(a);
  // A browser that exchanged its token and has not used the new one yet.
  const { refreshToken } = await pairBrowser(owner);
  await walk("extension.refresh", { refreshToken }, {});
  await whileBroken(asOwner);
  for (const { text } of server.platform.mails)
    for (const [token] of text.matchAll(/[\w-]{43}/g)) planted.set(token, "");
}, 240_000);
afterAll(() => world.server.stop());

const without = (text: string): string[] => [...planted.keys()].filter((secret) => text.includes(secret));

/** What a merchant types in at Meta's: every view of a number tells it to who manages numbers. */
const isTypedIn = (...paths: string[]): boolean => paths.every((path) => path.startsWith("channels."));

it("[SEC-07] [SEC-08] secrets planted through every input are in no log line, and in no answer but the one that tells them", () => {
  expect(planted.size).toBeGreaterThan(40);
  for (const one of [SLACK, world.a.apiKey, world.a.staff.owner.cookie]) expect(planted.has(one)).toBe(true);
  expect(logged.length).toBeGreaterThan(0);
  expect(without(logged.join(""))).toEqual([]);
  const told = answers.flatMap(({ path, text }) =>
    without(text)
      .filter((secret) => planted.get(secret) !== path && !isTypedIn(planted.get(secret) ?? "", path))
      .map((secret) => `${path} tells ${secret}`),
  );
  expect(told).toEqual([]);
});

it("[SEC-07] and in no table in clear, those of the queue included", async () => {
  const { sql } = world.server.database;
  const tables = await sql<{ name: string }[]>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')`;
  expect(tables.length).toBeGreaterThan(40);
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await sql.unsafe<{ line: string }[]>(`select t::text as line from ${name} t`);
    found.push(...without(rows.map(({ line }) => line).join("\n")).map((secret) => `${name} holds ${secret}`));
  }
  expect(found).toEqual([]);
});

it("[SEC-07] [SEC-09] [SEC-10] and what was written on record holds neither secrets nor what concerns people", async () => {
  const { sql } = world.server.database;
  const logs = await sql<{ line: string }[]>`
    select t::text as line from audit_logs t union all select t::text from account_logs t`;
  const text = logs.map(({ line }) => line).join("\n");
  expect(logs.length).toBeGreaterThan(100);
  expect(personal.size).toBeGreaterThan(10);
  expect([...personal].filter((one) => text.includes(one))).toEqual([]);
  expect(without(text)).toEqual([]);
});

it("[SEC-07] every sealed column opens by the purpose it declares: a rotation reaches them all", async () => {
  const { sql, db } = world.server.database;
  const { resealed } = await rotateSecrets(db, createKeyring([NEW, OLD]));
  const columns = sealedTables().flatMap(({ table, columns: all }) => all.map(({ column }) => `${table}.${column}`));
  expect(
    columns.filter((column) => !resealed[column]),
    "columns without a value prove nothing",
  ).toEqual([]);
  // Under the new key alone: nothing is left that only the old one opens.
  const again = await rotateSecrets(db, createKeyring([NEW]));
  expect(Object.values(again.resealed).every((count) => count === 0)).toBe(true);
  // And nothing that looks sealed stands in a column which a rotation would pass by.
  const others = await sql<{ table: string; column: string }[]>`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = 'public' and data_type in ('text', 'jsonb')`;
  const missed: string[] = [];
  for (const { table, column } of others.filter((one) => !columns.includes(`${one.table}.${one.column}`))) {
    const [row] = await sql`
      select count(*)::int as n from ${sql(table)} where ${sql(column)}::text ~ 'v1\\.[0-9a-f]{8}\\.[A-Za-z0-9_-]{20}'`;
    if (row!["n"] > 0) missed.push(`${table}.${column}`);
  }
  expect(missed).toEqual([]);
});
