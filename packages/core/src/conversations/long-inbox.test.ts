import type { ConversationId } from "@nexusone/contracts/ids";
import { withMerchant } from "@nexusone/db/with-merchant";
import { createStaffedMerchant, createTestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { expectAllIndexed } from "@nexusone/testing/explain";
import { afterAll, beforeAll, expect, it } from "vitest";
import { actorUserId, type ServiceContext } from "../context.ts";
import { newChannel } from "./conversations.fixture.ts";
import { getConversation } from "./get-conversation.ts";
import { countConversationTabs, listConversations } from "./list-conversations.ts";
import { listMessages } from "./list-messages.ts";

/** Far more than a page, for the merchant who reads and for another one. */
const MANY = 5_000;

let test: TestDatabase;
let ctx: ServiceContext;
let longest: ConversationId;
let middle: string;

beforeAll(async () => {
  test = await createTestDatabase();
  const platform = createTestPlatform(test.db);
  for (const _ of [0, 1]) {
    ctx = (await createStaffedMerchant(platform)).ctx;
    await seed(await newChannel(ctx));
  }
  await test.sql`analyze`;
});
afterAll(() => test.close());

/** Every second is closed and this person's, every hundredth open: years of work. One has as many messages as there are others. */
async function seed(channelId: string): Promise<void> {
  const { merchantId } = ctx;
  const me = actorUserId(ctx.actor);
  const { sql } = test;
  await sql`
    with people as (
      insert into contacts (merchant_id, name, name_lower, note, search_text, added_at)
      select ${merchantId}::uuid, 'P' || n, 'p' || n, '', 'p' || n, timestamptz '2026-01-01' + n * interval '1 minute'
      from generate_series(1, ${MANY}::integer) n returning id, added_at, substr(name, 2)::integer as n)
    insert into conversations (merchant_id, channel_id, contact_id, state, handler, assignee_id, started_at, last_message_at, unread)
    select ${merchantId}::uuid, ${channelId}::uuid, id, case when n % 100 = 0 then 'open' else 'closed' end, 'none',
      case when n % 2 = 0 then ${me}::uuid end, added_at, added_at, case when n % 100 = 0 then 1 else 0 end
    from people`;
  const [first] = await sql<{ id: ConversationId }[]>`
    select id from conversations where merchant_id = ${merchantId} order by last_message_at limit 1`;
  longest = first!.id;
  await sql`
    insert into messages (merchant_id, conversation_id, channel_id, direction, author, external_id, kind, content, body, state, at, received_at)
    select ${merchantId}::uuid, c.id, ${channelId}::uuid, 'in', 'user', 'wamid.' || c.id || n, 'text', 'Word ' || n, '{"type":"text"}'::jsonb,
      'received', timestamptz '2026-01-01' + n * interval '1 minute', timestamptz '2026-01-01'
    from conversations c cross join generate_series(1, 2) n where c.merchant_id = ${merchantId}
    union all
    select ${merchantId}::uuid, ${longest}::uuid, ${channelId}::uuid, 'in', 'user', 'wamid.long' || n, 'text', 'Long ' || n,
      '{"type":"text","text":"x"}'::jsonb, 'received', timestamptz '2026-01-01' + n * interval '1 minute', timestamptz '2026-01-01'
    from generate_series(1, ${MANY}::integer) n`;
  const [message] = await sql<{ id: string }[]>`
    select id from messages where merchant_id = ${merchantId} and content = ${`Long ${MANY / 2}`}`;
  middle = message!.id;
}

const indexed = (work: (ctx: ServiceContext) => Promise<unknown>, touchAtMost = 200) =>
  withMerchant(test.db, { merchantId: ctx.merchantId }, async (tx) =>
    expect(await expectAllIndexed(tx, () => work({ ...ctx, tx }), { touchAtMost })).toBeGreaterThan(0),
  );

it.each<[string, (ctx: ServiceContext) => Promise<unknown>]>([
  ["all", (of) => listConversations(of, {})],
  ["one state", (of) => listConversations(of, { state: "closed" })],
  ["mine that are open, among years of closed ones", (of) => listConversations(of, { state: "open", assignee: "me" })],
  ["nobody's that are open", (of) => listConversations(of, { state: "open", assignee: "none" })],
  ["unread", (of) => listConversations(of, { unread: true })],
  ["that called for a person", (of) => listConversations(of, { alert: true })],
  ["one conversation", (of) => getConversation(of, { id: longest })],
  ["a long thread", (of) => listMessages(of, { conversationId: longest })],
  ["its middle", (of) => listMessages(of, { conversationId: longest, around: middle as never })],
])("[WAM-08] [WAM-09] reads no more the more there is: %s", (_name, work) => indexed(work));

it("[WAM-08] a count reads a thousand at most", () => indexed(countConversationTabs, 1_100));
