import { createKeyring } from "@nexusone/core/secrets/keyring";
import { startTestCluster, type OwnCluster } from "@nexusone/testing/global-setup";
import { createMerchant } from "@nexusone/testing/merchants";
import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually, type Program } from "../crash/program.ts";
import { openInstallation, SHARED_KEY, type Installation } from "./installation.fixture.ts";
import { greeting, stormOf, type Line, type Post, type Sent } from "./storm.fixture.ts";

const POSTS = 20_000;
const AT_ONCE = 24;
const SHOPS = 3;
const PEOPLE = Array.from({ length: 120 }, (_, nth) => String(33_639_980_200 + nth));
const SENT_EACH = 5;
const WITHIN_MS = 240_000;

let cluster: OwnCluster;
let installation: Installation;
let web: Program;
const workers: Program[] = [];
const lines: Line[] = [];
beforeAll(async () => {
  cluster = await startTestCluster();
  installation = await openInstallation({ fullSpeed: true, cluster: cluster.coordinates });
  const { db, sql } = installation.database;
  const token = createKeyring([SHARED_KEY]).seal("token", "whatsapp_channels.token");
  for (let nth = 0; nth < SHOPS; nth += 1) {
    const { id } = await createMerchant(db, { isDemo: true });
    const line = { number: `39002233445${nth}`, account: `48001122334${nth}` };
    await sql`
      insert into whatsapp_channels (merchant_id, environment, provider, external_id, account_id, label, token_sealed, state, connected_at)
      values (${id}, 'sandbox', 'cloud_api', ${line.number}, ${line.account}, 'Storm', ${token}, 'connected', now())`;
    lines.push(line);
  }
  web = await installation.start("web");
  for (let nth = 0; nth < 2; nth += 1) workers.push(await installation.start("worker"));
}, 180_000);
afterAll(async () => {
  await installation.stop();
  await cluster.stop();
}, 60_000);

/** Of no answer 0. */
const post = ({ bytes, signature }: Post): Promise<number> =>
  fetch(`${web.url}/api/whatsapp/webhook`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-hub-signature-256": signature },
    body: new Uint8Array(bytes),
  }).then(
    (answer) => answer.text().then(() => answer.status),
    () => 0,
  );

async function isStored({ bytes }: Post): Promise<boolean> {
  const hash = createHash("sha256").update("\n").update(bytes).digest("hex");
  const { sql } = installation.database;
  return eventually("the database answers", () =>
    sql<{ n: number }[]>`select count(*)::integer as n from webhook_inbox where body_hash = ${hash}`.then(
      ([row]) => row!.n > 0,
      () => undefined,
    ),
  );
}

/** Until all that was posted has been followed. */
const followed = (): Promise<true> =>
  eventually(
    "everything is followed",
    async () => {
      const [left] = await installation.database.sql<{ n: number }[]>`
        select (select count(*) from webhook_inbox where state = 'waiting')::integer
          + (select count(*) from channel_events where state = 'waiting')::integer as n`;
      return left!.n === 0 ? true : undefined;
    },
    WITHIN_MS,
  );

/** A message to everybody who said hello, as if it had been sent. */
async function writeToAll(): Promise<Sent[]> {
  const { sql } = installation.database;
  const rows = await sql<{ id: string; number: string; to: string }[]>`
    with made as (
      insert into messages (merchant_id, conversation_id, channel_id, direction, author, external_id, kind, content, body, state, at, received_at)
      select t.merchant_id, t.id, t.channel_id, 'out', 'human', 'wamid.OUT.' || t.id || '.' || n, 'text', 'Hello', '{"type":"text","text":"Hello"}',
        'accepted', now(), now()
      from conversations t, generate_series(1, ${SENT_EACH}::integer) n
      returning external_id, channel_id, conversation_id)
    select m.external_id as id, c.external_id as number, t.recipient_phone as to
    from made m join whatsapp_channels c on c.id = m.channel_id join conversations t on t.id = m.conversation_id`;
  return rows.map(({ id, number, to }) => ({ id, to, line: lines.find((line) => line.number === number)! }));
}

it(
  `[WAM-06] [WAM-07] ${POSTS} webhooks, repeated, shuffled, batched and broken, while workers are killed and the database restarts: each message once, ticks only forward`,
  async () => {
    const { sql } = installation.database;
    const startedAt = () => sql<{ at: string }[]>`select pg_postmaster_start_time()::text as at`;
    for (const line of lines) for (const from of PEOPLE) expect(await post(greeting(line, from))).toBe(200);
    await followed();
    const sent = await writeToAll();
    expect(sent).toHaveLength(SHOPS * PEOPLE.length * SENT_EACH);
    const { posts, texts, ends } = stormOf(POSTS, { people: PEOPLE, lines, sent });
    expect(posts).toHaveLength(POSTS + 1);

    const [before] = await startedAt();
    const kill = async (nth: number) => {
      expect(await workers[nth]!.stop("SIGKILL")).toMatchObject({ signal: "SIGKILL" });
      workers[nth] = await installation.start("worker");
    };
    const trouble = new Map<number, () => Promise<void>>([
      [Math.round(POSTS * 0.25), () => kill(0)],
      [Math.round(POSTS * 0.5), async () => cluster.restart()],
      [Math.round(POSTS * 0.75), () => kill(1)],
    ]);
    const troubles: Promise<void>[] = [];
    const refused: number[] = [];
    const refusedButStored: number[] = [];
    const given = new Set<string>();
    let next = 0;
    const sender = async () => {
      for (let nth = next++; nth < posts.length; nth = next++) {
        const now = trouble.get(nth);
        if (now) troubles.push(now());
        const hash = createHash("sha256").update(posts[nth]!.bytes).digest("hex");
        // What was posted before may be stored, whatever the answer is now.
        const known = given.has(hash);
        given.add(hash);
        // Meta sends again what was not answered 200.
        for (let status = await post(posts[nth]!); status !== 200; status = await post(posts[nth]!)) {
          refused.push(status);
          if (!known && (await isStored(posts[nth]!))) refusedButStored.push(nth);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sender));
    await Promise.all(troubles);
    expect(troubles).toHaveLength(trouble.size);
    expect(await startedAt()).not.toEqual([before]);
    expect(refusedButStored).toEqual([]);
    expect(refused.every((status) => status === 503 || status === 0)).toBe(true);
    await followed();

    const greeted = SHOPS * PEOPLE.length;
    const [stored] = await sql<{ bodies: number; failed: number; held: number }[]>`
      select (select count(*) from webhook_inbox)::integer as bodies,
        (select count(*) from channel_events where state = 'failed')::integer
          + (select count(*) from webhook_inbox where state = 'failed')::integer as failed,
        (select count(*) from held_news)::integer as held`;
    expect(stored).toEqual({ bodies: given.size + greeted, failed: 0, held: 0 });

    const said = await sql<{ id: string; number: string; from: string; text: string }[]>`
      select m.external_id as id, c.external_id as number, t.recipient_phone as from, m.content as text
      from messages m join whatsapp_channels c on c.id = m.channel_id join conversations t on t.id = m.conversation_id
      where m.external_id like 'wamid.IN.%'`;
    expect(said).toHaveLength(texts.size);
    const wrong = said.filter(({ id, number, from, text }) => {
      const meant = texts.get(id);
      return meant?.line.number !== number || meant.from !== from || meant.text !== text;
    });
    expect(wrong).toEqual([]);
    // Whoever counted one twice, or made a second of a person, shows here.
    const [people] = await sql<{ contacts: number; conversations: number; unread: number; told: number }[]>`
      select (select count(*) from contacts)::integer as contacts, (select count(*) from conversations)::integer as conversations,
        (select sum(unread) from conversations)::integer as unread,
        (select count(*) from events where type = 'message.received')::integer as told`;
    const all = texts.size + greeted;
    expect(people).toEqual({ contacts: greeted, conversations: greeted, unread: all, told: all });

    const ended = await sql<{ id: string; state: string }[]>`
      select external_id as id, state from messages where direction = 'out'`;
    expect(ended.filter(({ id, state }) => ends.get(id) !== state)).toEqual([]);
    const [back] = await sql<{ n: number }[]>`
      with steps as (
        select payload->>'messageId' as id, array_position(array['sent', 'delivered', 'read'], payload->>'state') as step,
          lag(array_position(array['sent', 'delivered', 'read'], payload->>'state'))
            over (partition by payload->>'messageId' order by seq) as before
        from events where type = 'message.status_changed')
      select count(*)::integer as n from steps where step is null or step <= before`;
    expect(back).toEqual({ n: 0 });
  },
  WITHIN_MS * 2,
);
