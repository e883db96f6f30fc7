import { createStaffedMerchant, createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ServiceContext } from "../context.ts";
import { triggerAlert } from "../conversations/alerts.ts";
import { newChannel, newChat, say } from "../conversations/conversations.fixture.ts";
import { listConversations } from "../conversations/list-conversations.ts";
import { listMessages } from "../conversations/list-messages.ts";
import { mergeContacts } from "./merge-contacts.ts";
import { unmergeContacts } from "./unmerge-contacts.ts";

let database: TestDatabase;
let platform: TestPlatform;
let ctx: ServiceContext;
beforeAll(async () => {
  database = await createTestDatabase();
  platform = createTestPlatform(database.db);
});
beforeEach(async () => {
  ctx = (await createStaffedMerchant(platform)).ctx;
});
afterAll(() => database.close());

type Chat = Awaited<ReturnType<typeof newChat>>;
/** What each of their conversations says. */
const threads = async ({ contactId }: Chat): Promise<string[][]> => {
  const { items } = await listConversations(ctx, { contactId });
  const said = await Promise.all(items.map(({ id }) => listMessages(ctx, { conversationId: id })));
  return said.map((page) => page.items.map((item) => (item.type === "note" ? "note" : item.text)).toSorted());
};

/** As a program of before left it: a thread of somebody who was joined already, with a message and a call in it. */
async function stray(of: Chat, text: string): Promise<void> {
  const other = await newChat(ctx, of.channelId);
  await say(ctx, other, text);
  await triggerAlert(ctx, { conversationId: other.id, reason: "Asks" });
  await database.sql`update conversations set contact_id = ${of.contactId} where id = ${other.id}`;
}

describe("a conversation that was begun for who was joined already", () => {
  it("[WAM-08] goes into the thread that they had, which begins again", async () => {
    const channelId = await newChannel(ctx);
    const [kept, moved] = [await newChat(ctx, channelId), await newChat(ctx, channelId)];
    await say(ctx, kept, "kept");
    await say(ctx, moved, "moved");
    for (const { id } of [kept, moved]) await triggerAlert(ctx, { conversationId: id, reason: "Asks" });
    const { merges } = await mergeContacts(ctx, { id: kept.contactId, mergedId: moved.contactId });
    await stray(moved, "stray");
    await unmergeContacts(ctx, { mergeId: merges[0]!.id });
    expect([await threads(kept), await threads(moved)]).toEqual([[["kept"]], [["moved", "stray"]]]);
  });

  it("[WAM-08] goes into the one that came as a whole", async () => {
    const channelId = await newChannel(ctx);
    const [kept, moved] = [
      await newChat(ctx, await newChannel(ctx, { label: "Second" })),
      await newChat(ctx, channelId),
    ];
    await say(ctx, moved, "moved");
    const { merges } = await mergeContacts(ctx, { id: kept.contactId, mergedId: moved.contactId });
    await stray(moved, "stray");
    await unmergeContacts(ctx, { mergeId: merges[0]!.id });
    expect([await threads(kept), await threads(moved)]).toEqual([[[]], [["moved", "stray"]]]);
  });

  it("[WAM-08] stays theirs when they had none", async () => {
    const channelId = await newChannel(ctx);
    const [kept, gone] = [
      await newChat(ctx, channelId),
      await newChat(ctx, await newChannel(ctx, { label: "Second" })),
    ];
    await say(ctx, kept, "kept");
    const { merges } = await mergeContacts(ctx, { id: kept.contactId, mergedId: gone.contactId });
    await stray({ ...gone, channelId }, "stray");
    await unmergeContacts(ctx, { mergeId: merges[0]!.id });
    expect(await threads(kept)).toEqual([["kept"]]);
    expect((await threads(gone)).toSorted()).toEqual([[], ["stray"]]);
  });
});
