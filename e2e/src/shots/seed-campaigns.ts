import type { Person } from "../support/api.ts";
import { asSuperuser } from "../support/database.ts";
import type { World } from "../world.ts";

export type CampaignIds = Readonly<Record<"draft" | "done" | "stopped" | "waiting" | "launched", string>>;
const PEOPLE = 640;

/** A draft, one that reached many, one that stopped by itself, one that waits for tomorrow and one in its minute. */
export async function seedCampaigns(world: World, owner: Person): Promise<CampaignIds> {
  const { merchantId: merchant } = owner;
  const account = "102290129340398";
  const channel = await asSuperuser(world, async (sql) => {
    const [row] = await sql<{ id: string }[]>`
      update whatsapp_channels set daily_limit = 250 where merchant_id = ${merchant} and account_id = ${account} returning id`;
    return row!.id;
  });
  const template = await owner.mutate<{ id: string }>("templates.create", {
    name: "we_miss_you",
    channelId: channel,
    language: "en",
    category: "MARKETING",
    body: "Hello {{first_name}}, it has been a while. Come and see what is new in our shop.",
  });
  await asSuperuser(world, async (sql) => {
    await sql`
      update message_templates set environment = 'sandbox', account_id = ${account}, external_id = id::text, sent_version = version,
        asked_category = 'MARKETING', category = 'MARKETING', submitted_at = now(), status = 'APPROVED', quality = 'GREEN'
      where merchant_id = ${merchant} and id = ${template.id}`;
    await sql`
      with made as (
        insert into contacts (merchant_id, name, name_lower, added_at, tags)
        select ${merchant}, n, lower(n), now() - nth * interval '1 day', case when nth % 3 = 0 then '{vip}'::text[] else '{newsletter}'::text[] end
        from (select nth, (array['Aïcha','Béatrice','Chloé','Dariusz','Elif','Farah','Giulia','Hugo','Ines','Joël'])[1 + nth % 10] || ' ' ||
          (array['Martin','Diallo','Nguyen','Rossi','Kowalska','Yılmaz','Haddad'])[1 + nth % 7] as n from generate_series(1, ${PEOPLE}) nth) people
        returning id, name),
      numbered as (select id, row_number() over (order by id) as n from made),
      reached as (
        insert into contact_identifiers (merchant_id, contact_id, type, value, digest)
        select ${merchant}, id, 'phone', '+3369' || (8000000 + n), 'shot-' || id from numbered where n % 40 <> 0)
      insert into contact_consents (merchant_id, contact_id, purpose, granted, source, evidence, by_name, given_at)
      select ${merchant}, id, 'marketing', n % 25 <> 0, 'form', '', 'Demo', now() - interval '90 days' from numbered where n % 7 <> 0`;
  });
  const make = async (name: string, rest: object = {}): Promise<string> => {
    const input = { name, type: "reactivation", channelId: channel, templateId: template.id, ...rest };
    return (await owner.mutate<{ id: string }>("campaigns.create", input)).id;
  };
  const draft = await make("Spring collection", {
    type: "marketing",
    audience: { tags: ["vip"] },
    schedule: { minute: 600 },
  });
  const done = await make("We miss you");
  const stopped = await make("How did we do?", { type: "survey" });
  const waiting = await make("Winter sale", { type: "news" });
  const launched = await make("Opening hours", { type: "news" });
  await asSuperuser(world, async (sql) => {
    const fill = async (id: string, sent: number): Promise<void> => {
      await sql`
        insert into conversations (merchant_id, channel_id, contact_id, state, handler, started_at, last_message_at)
        select ${merchant}, ${channel}, i.contact_id, 'closed', 'none', now() - interval '40 days', now() - interval '40 days'
        from contact_identifiers i where i.merchant_id = ${merchant} and i.digest like 'shot-%' on conflict do nothing`;
      await sql`
        with people as (
          select c.id as contact_id, v.id as conversation_id, row_number() over (order by c.id) as n from contacts c
          left join conversations v on v.merchant_id = c.merchant_id and v.contact_id = c.id and v.channel_id = ${channel}
          where c.merchant_id = ${merchant} and c.tags && '{vip,newsletter}'::text[]),
        said as (
          insert into messages (merchant_id, conversation_id, channel_id, direction, author, kind, content, body, state, reason, attempts, at, received_at)
          select ${merchant}, conversation_id, ${channel}, 'out', 'human', 'template', 'Hello, it has been a while.', '{"type":"template"}',
            case when n % 29 = 0 then 'failed' when n % 97 = 0 then 'unknown' when n % 5 = 0 then 'sent' when n % 3 = 0 then 'delivered' else 'read' end,
            case when n % 58 = 0 then 'messages.unreachable' when n % 29 = 0 then 'messages.marketing_capped' when n % 97 = 0 then 'messages.unknown_outcome' end,
            1, now() - interval '30 days' + n * interval '1 second', now()
          from people where n <= ${sent} and n % 8 <> 0 and conversation_id is not null returning id, conversation_id)
        insert into campaign_messages (merchant_id, campaign_id, contact_id, type, state, reason, due_at, country, message_id)
        select ${merchant}, ${id}, p.contact_id, 'reactivation',
          case when s.id is not null then 'queued' when n % 8 = 0 or p.conversation_id is null then 'skipped' else 'pending' end,
          case when s.id is not null then null when p.conversation_id is null then 'sending.no_address'
            when n % 16 = 0 then 'campaigns.no_consent' when n % 8 = 0 then 'messages.opted_out' end,
          now() - interval '30 days', 'FR', s.id
        from people p left join said s on s.conversation_id = p.conversation_id`;
    };
    await fill(done, PEOPLE);
    await fill(stopped, 90);
    await fill(waiting, 250);
    const at = (state: string, id: string, rest: Record<string, string | null>): Promise<unknown> =>
      sql`update whatsapp_campaigns set state = ${state}, launched_at = now() - interval '30 days', starts_at = now() - interval '30 days',
        enrolled_at = now(), reason = ${rest["reason"] ?? null}, waits_reason = ${rest["waits"] ?? null},
        waits_until = ${rest["waits"] ? sql`now() + interval '20 hours'` : null}, next_at = now() + interval '1 year',
        finished_at = ${state === "done" ? sql`now() - interval '29 days'` : null} where merchant_id = ${merchant} and id = ${id}`;
    await at("done", done, {});
    await at("paused", stopped, { reason: "campaigns.quality_dropped" });
    await at("running", waiting, { waits: "campaigns.waits_for_limit" });
    await sql`update whatsapp_campaigns set state = 'launched', launched_at = now(), starts_at = now() + interval '60 seconds',
      next_at = now() + interval '1 year' where merchant_id = ${merchant} and id = ${launched}`;
  });
  return { draft, done, stopped, waiting, launched };
}
