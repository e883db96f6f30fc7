import { createStaffedMerchant, createTestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ServiceContext } from "../context.ts";
import { newChannel, newChat, say } from "../conversations/conversations.fixture.ts";
import { getMessageAnalytics } from "./get-message-analytics.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

let test: TestDatabase;
let platform: ReturnType<typeof createTestPlatform>;
beforeAll(async () => {
  test = await createTestDatabase();
  platform = createTestPlatform(test.db);
});
afterAll(() => test.close());

async function openShop() {
  const { ctx } = await createStaffedMerchant(platform);
  const channelId = await newChannel(ctx);
  const noon = new Date(Math.floor(platform.clock.now().getTime() / DAY_MS) * DAY_MS - DAY_MS / 2);
  return {
    ctx,
    chat: () => newChat(ctx, channelId),
    at: (minutes: number) => new Date(noon.getTime() + minutes * MINUTE_MS),
  };
}
type Chat = Awaited<ReturnType<typeof newChat>>;
const answer = (ctx: ServiceContext, chat: Chat, at: Date, more: Parameters<typeof say>[3] = {}) =>
  say(ctx, chat, "Answer", { direction: "out", author: "human", state: "delivered", at, ...more });

it("[WAM-16] counts what came, what left and what became of it", async () => {
  const { ctx, chat, at } = await openShop();
  const [ada, ben] = [await chat(), await chat()];
  await say(ctx, ada, "Hello", { at: at(0) });
  await answer(ctx, ada, at(1), { state: "read" });
  await answer(ctx, ada, at(2), { state: "failed", reason: "messages.unreachable" });
  await answer(ctx, ben, at(3), { state: "accepted", author: "assistant" });
  // Neither left.
  await answer(ctx, ben, at(4), { state: "queued" });
  await answer(ctx, ben, at(5), { state: "cancelled" });
  // Of before the connection, and of before the range.
  await say(ctx, ben, "Long ago", { at: at(6), historic: true });
  await say(ctx, ben, "Last year", { at: at(-400 * 1_440) });

  const figures = await getMessageAnalytics(ctx, { range: "7d" });
  expect(figures).toMatchObject({
    received: 1,
    sent: 3,
    delivered: 1,
    read: 1,
    failed: 1,
    byAssistant: 1,
    conversations: 2,
    customers: 1,
    failures: [{ reason: "messages.unreachable", count: 1 }],
  });
  expect(figures.series).toHaveLength(7);
  expect(figures.series.filter(({ received, sent }) => received + sent > 0)).toMatchObject([{ received: 1, sent: 3 }]);
  expect(figures.hours.reduce((sum, count) => sum + count)).toBe(1);
});

it("[WAM-16] a question lasts until somebody answers, however many messages it takes", async () => {
  const { ctx, chat, at } = await openShop();
  const [quick, slow, never] = [await chat(), await chat(), await chat()];
  await say(ctx, quick, "Hello", { at: at(0) });
  await say(ctx, quick, "Anybody?", { at: at(4) });
  await answer(ctx, quick, at(10));
  await answer(ctx, quick, at(11));
  await say(ctx, quick, "And the blue one?", { at: at(20) });
  await answer(ctx, quick, at(22));
  await say(ctx, slow, "Hello", { at: at(0) });
  // What could not leave is no answer.
  await answer(ctx, slow, at(5), { state: "cancelled" });
  await answer(ctx, slow, at(60));
  await say(ctx, never, "Hello?", { at: at(30) });
  const { answers } = await getMessageAnalytics(ctx, { range: "7d" });
  expect(answers).toEqual({ answered: 3, waiting: 1, medianMinutes: 10, p90Minutes: 50 });
});

it("[WAM-16] a template is answered by whoever writes within a day of it", async () => {
  const { ctx, chat, at } = await openShop();
  const [soon, late, gone] = [await chat(), await chat(), await chat()];
  for (const one of [soon, late]) await answer(ctx, one, at(-3 * 1_440), { kind: "template" });
  await answer(ctx, gone, at(-3 * 1_440), { kind: "template", state: "failed", reason: "messages.unreachable" });
  await say(ctx, soon, "Yes please", { at: at(-3 * 1_440 + 30) });
  await say(ctx, late, "Hm", { at: at(-1_440) });
  const { templates } = await getMessageAnalytics(ctx, { range: "7d" });
  expect(templates).toEqual({ delivered: 2, answered: 1 });
});
