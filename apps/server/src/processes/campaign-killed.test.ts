import type { CampaignView, RecipientView } from "@nexusone/contracts/campaigns";
import type { TemplateView } from "@nexusone/contracts/templates";
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
const KILLED_AFTER = [700, 2_600, 4_400];
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

it(
  "[CMP-01] [CMP-02] writes to each of 5,000 people once though the program is killed three times, and explains every other",
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

    const kills = [...KILLED_AFTER];
    let days = 1;
    await eventually(
      "everybody was written to",
      async () => {
        const [next] = kills;
        if (next !== undefined && (await reached()) >= next) {
          kills.shift();
          await program.stop("SIGKILL");
          // What the dead held in their hands is given up after two minutes.
          await control.clock.advance(3 * 60_000);
          program = await installation.start("all");
          owner.url = program.url;
        }
        const { state, waitsReason } = await stands(id);
        if (state === "paused") throw new Error("the campaign stopped by itself");
        if (state === "running" && waitsReason === "campaigns.waits_for_limit") {
          days += 1;
          await control.clock.advance(24 * 3_600_000 + 120_000);
          // A person who comes in the next morning and does not wait for the minute's cron.
          await owner.get("campaigns.pause", { id });
          await owner.get("campaigns.resume", { id });
        }
        return state === "done" ? true : undefined;
      },
      8 * 60_000,
    );
    expect(kills).toEqual([]);
    expect(days).toBe(3);

    // What the vendor has told of messages whose answer died with the program.
    await control.whatsapp.webhooks.manners({ batch: 500 });
    await control.whatsapp.webhooks.deliver();
    const atVendor = new Map<string, number>();
    for (const { messages } of await control.whatsapp.threads.list({ line }))
      for (const { callbackData, from } of messages)
        if (from === "business" && callbackData) atVendor.set(callbackData, (atVendor.get(callbackData) ?? 0) + 1);
    const rows = await sql<{ messageId: string | null; state: string; reason: string | null; conversations: number }[]>`
    select r.message_id as "messageId", coalesce(m.state, r.state) as state, coalesce(m.reason, r.reason) as reason
    from campaign_messages r left join messages m on m.merchant_id = r.merchant_id and m.id = r.message_id
    where r.campaign_id = ${id}`;
    expect(rows).toHaveLength(ALLOWED + OTHERS);
    expect([...atVendor.values()].filter((times) => times !== 1)).toEqual([]);
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
    const lost = handed.filter(({ messageId }) => !atVendor.has(messageId!));
    // A sender that died between its note and its call: nobody repeats what may have arrived, and the row says so.
    expect(lost.filter(({ state, reason }) => state !== "unknown" || reason !== "messages.unknown_outcome")).toEqual(
      [],
    );
    expect(lost.length).toBeLessThanOrEqual(KILLED_AFTER.length * 16);
    expect(atVendor.size).toBe(ALLOWED - lost.length);
    const view = await owner.get<CampaignView>("campaigns.get", { id });
    expect(view.report).toMatchObject({ pending: 0, failed: 0, skipped: OTHERS });
    const page = await owner.get<{ items: RecipientView[] }>("campaigns.recipients", { id, status: "skipped" });
    noteReasonsIn(JSON.stringify(page));
    expect(page.items.every(({ reason }) => reason !== null)).toBe(true);
  },
  10 * 60_000,
);
