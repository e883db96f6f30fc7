import type { CampaignView, RecipientView } from "@nexusone/contracts/campaigns";
import type { TemplateView } from "@nexusone/contracts/templates";
import type { Failpoint } from "@nexusone/core/failpoints";
import { SANDBOX_NUMBERS } from "@nexusone/contracts/sandbox-numbers";
import { connectDirect, type DirectSql } from "@nexusone/db/direct";
import { noteReasonsIn } from "@nexusone/testing/observed-reasons";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Merchant } from "../crash/merchant.ts";
import { eventually, type Program } from "../crash/program.ts";
import { openInstallation, type Installation } from "./installation.fixture.ts";

const ALLOWED = 5_000;
const OTHERS = 300;
/** People a day: three days for all of them. */
const A_DAY = 2_000;
/** Killed when so many were written to, whatever it is doing; then one more that dies right there, with certainty. */
const DEATHS: readonly { readonly after: number; readonly again?: Failpoint }[] = [
  { after: 700 },
  { after: 2_600, again: "message.send.before_call" },
  { after: 4_400, again: "message.send.after_call" },
];
const [LIMIT, REPORTS] = ["campaigns.waits_for_limit", "campaigns.waits_for_reports"];
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const LONG = 120_000;

let installation: Installation;
let program: Program;
let owner: Merchant;
let sql: DirectSql;
const { phoneNumberId: line } = SANDBOX_NUMBERS.cloud_api;

beforeAll(async () => {
  installation = await openInstallation({ fullSpeed: false });
  sql = connectDirect(installation.database.superuserUrl, { max: 2 });
  const { control } = installation.sandbox;
  // Ten in the morning where everybody is.
  await control.clock.set("2026-03-02T09:00:00Z");
  program = await installation.start("all");
  owner = await installation.merchantAt(program);
  owner.patienceMs = 120_000;
  await control.whatsapp.accounts.set(line, { dailyLimit: A_DAY });
}, LONG);
afterAll(async () => {
  await sql.end();
  await installation.stop();
});

const merchantOf = (): string => owner.as.merchantId;

/** Five thousand who agreed, and a hundred of each kind that must not get it. */
async function addPeople(): Promise<void> {
  const merchant = merchantOf();
  await sql`
    with made as (
      insert into contacts (merchant_id, name, name_lower, added_at)
      select ${merchant}, 'Person ' || n, 'person ' || n, '2026-01-01' from generate_series(1, ${ALLOWED + OTHERS}) n
      returning id, name),
    numbered as (select id, substring(name from 8)::integer as n from made),
    reached as (
      insert into contact_identifiers (merchant_id, contact_id, type, value, digest)
      select ${merchant}, id, 'phone', '+336' || (20000000 + n), 'digest-' || n from numbered where n <= ${ALLOWED + 200}),
    agreed as (
      insert into contact_consents (merchant_id, contact_id, purpose, granted, source, evidence, by_name, given_at)
      select ${merchant}, id, 'marketing', true, 'form', '', 'Test', '2026-01-01' from numbered where n not between ${ALLOWED + 1} and ${ALLOWED + 100})
    insert into suppressions (merchant_id, digest, purpose, cause, by_name, since)
    select ${merchant}, 'digest-' || n, 'marketing', 'asked', 'customer', '2026-01-01' from numbered
    where n between ${ALLOWED + 101} and ${ALLOWED + 200}`;
}

async function template(channelId: string): Promise<string> {
  const { id } = await owner.get<TemplateView>("templates.create", {
    name: "we_miss_you",
    channelId,
    language: "en",
    category: "MARKETING",
    body: "Hello {{first_name}}, it has been a while. Come and see what is new in our shop.",
  });
  await owner.get("templates.submit", { id });
  await installation.sandbox.control.whatsapp.templates.review();
  await owner.get("templates.sync", undefined);
  await eventually("Meta approved the template", async () =>
    (await owner.get<TemplateView>("templates.get", { id })).sendable ? true : undefined,
  );
  return id;
}

const reached = async (): Promise<number> => {
  const threads = await sql<{ n: number }[]>`
    select count(*)::integer as n from messages where merchant_id = ${merchantOf()} and kind = 'template' and external_id is not null`;
  return Number(threads[0]?.n);
};
const stands = async (id: string) => {
  const [row] = await sql<{ state: string; waitsReason: string | null }[]>`
    select state, waits_reason as "waitsReason" from whatsapp_campaigns where id = ${id}`;
  return row!;
};

/** What the dead held in their hands is given up after two minutes. */
async function startAgain(failpoint?: Failpoint): Promise<void> {
  await installation.sandbox.control.clock.advance(3 * MINUTE);
  program = await installation.start("all", { failpoint });
  owner.url = program.url;
}
async function die({ again }: (typeof DEATHS)[number]): Promise<void> {
  await program.stop("SIGKILL");
  await startAgain(again);
  if (again === undefined) return;
  expect(await program.ended).toMatchObject({ signal: "SIGKILL" });
  await startAgain();
}

/** Meta tells all that it has to tell, and it is followed. */
async function hear(): Promise<void> {
  const { accounts, webhooks } = installation.sandbox.control.whatsapp;
  const [number] = await accounts.list();
  await accounts.setAppCallback(number!.appId, `${program.url}/api/whatsapp/webhook`, "verify");
  await webhooks.manners({ batch: 500 });
  await webhooks.deliver();
  await eventually("what was told is followed", async () => {
    const [row] = await sql<{ left: number }[]>`
      select ((select count(*) from webhook_inbox where state = 'waiting')
        + (select count(*) from channel_events where state = 'waiting'))::integer as left`;
    return row?.left === 0 ? true : undefined;
  });
}
/** A person who comes in the next morning and does not wait for the minute's cron; a customer has written something, too. */
async function nextDay(id: string): Promise<void> {
  const { clock, whatsapp } = installation.sandbox.control;
  await hear();
  await clock.advance(DAY + 2 * MINUTE);
  const [somebody] = await whatsapp.people.list();
  await whatsapp.people.act(somebody!.id, line, { do: "text", text: "Are you open today?" });
  await hear();
  await owner.get("campaigns.pause", { id });
  await owner.get("campaigns.resume", { id });
}

it(
  "[CMP-01] [CMP-02] writes to each of 5,000 people exactly once though programs are killed at random, right before and right after a call, and explains every other",
  async () => {
    const { control } = installation.sandbox;
    const [channel] = await sql<{ id: string }[]>`
    update whatsapp_channels set daily_limit = ${A_DAY} where merchant_id = ${merchantOf()} and external_id = ${line} returning id`;
    const channelId = channel!.id;
    await addPeople();
    const templateId = await template(channelId);
    const { id } = await owner.get<CampaignView>("campaigns.create", {
      name: "We miss you",
      type: "reactivation",
      channelId,
      templateId,
    });
    await owner.get<CampaignView>("campaigns.launch", { id });
    await control.clock.advance(61_000);

    const deaths = [...DEATHS];
    const waits: (string | null)[] = [];
    await eventually(
      "everybody was written to",
      async () => {
        const [next] = deaths;
        if (next !== undefined && (await reached()) >= next.after) {
          deaths.shift();
          await die(next);
        }
        const { state, waitsReason } = await stands(id);
        if (state === "paused") throw new Error("the campaign stopped by itself");
        if (state === "running" && (waitsReason === LIMIT || waitsReason === REPORTS)) {
          waits.push(waitsReason);
          if (waitsReason === REPORTS) noteReasonsIn(JSON.stringify(await owner.get("campaigns.get", { id })));
          await nextDay(id);
        }
        return state === "done" ? true : undefined;
      },
      8 * MINUTE,
    );
    expect(deaths).toEqual([]);
    // Three days for all of them, and more for those of whom nothing was known.
    expect(waits.slice(0, 3)).toEqual([LIMIT, LIMIT, REPORTS]);
    expect(waits.slice(3).filter((reason) => reason !== REPORTS)).toEqual([]);
    await hear();

    // What people have on their telephones, by the vendor's own record.
    const threads = await control.whatsapp.threads.list({ line });
    const written = threads.map(({ messages }) =>
      messages.filter(({ from, type }) => from === "business" && type === "template"),
    );
    const counts = written.map(({ length }) => length).filter((times) => times > 0);
    expect([counts.length, Math.max(...counts)]).toEqual([ALLOWED, 1]);
    const atVendor = new Set(written.flat().map(({ callbackData }) => callbackData));
    const rows = await sql<{ messageId: string | null; state: string; reason: string | null }[]>`
    select r.message_id as "messageId", coalesce(m.state, r.state) as state, coalesce(m.reason, r.reason) as reason
    from campaign_messages r left join messages m on m.merchant_id = r.merchant_id and m.id = r.message_id
    where r.campaign_id = ${id}`;
    expect(rows).toHaveLength(ALLOWED + OTHERS);
    expect(
      rows
        .filter(({ state }) => state === "skipped")
        .map(({ reason }) => reason)
        .toSorted(),
    ).toEqual(
      ["campaigns.no_consent", "messages.opted_out", "sending.no_address"].flatMap((reason) =>
        Array.from({ length: 100 }, () => reason),
      ),
    );
    const handed = rows.filter(({ messageId }) => messageId !== null);
    expect(handed).toHaveLength(ALLOWED);
    expect(handed.filter(({ messageId }) => !atVendor.has(messageId!))).toEqual([]);
    // Whoever died before the call left some of whom it had to be proven that they got nothing.
    const proven = await sql<{ id: string }[]>`
      select id from messages where merchant_id = ${merchantOf()} and reason = 'messages.never_taken'`;
    expect(proven.length).toBeGreaterThan(0);
    expect(proven.filter((message) => atVendor.has(message.id))).toEqual([]);
    const view = await owner.get<CampaignView>("campaigns.get", { id });
    expect(view.report).toMatchObject({ pending: 0, failed: 0, unknown: 0, skipped: OTHERS });
    const page = await owner.get<{ items: RecipientView[] }>("campaigns.recipients", { id, status: "skipped" });
    noteReasonsIn(JSON.stringify(page));
    expect(page.items.every(({ reason }) => reason !== null)).toBe(true);
  },
  10 * MINUTE,
);
