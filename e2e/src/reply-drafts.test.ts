import { SANDBOX_NUMBERS } from "@nexusone/contracts/sandbox-numbers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openAdmin } from "./support/admin.ts";
import { startJourney } from "./support/journey.ts";
import { HOME } from "./support/orders.ts";
import { until } from "./support/until.ts";

const journey = startJourney();
const LINE = SANDBOX_NUMBERS.cloud_api.phoneNumberId;

beforeAll(() => journey.sandbox.whatsapp.webhooks.mode("auto"));
afterAll(() => journey.sandbox.whatsapp.webhooks.mode("held"));

type Conversations = { items: { id: string; contact: { id: string; name: string } }[] };

it("[WAM-06] [WAM-09] [UIX-06] a reply is suggested from the customer's order, which is shown; a person edits it, takes it back, and sends it", async () => {
  const { owner, world, browser, sandbox } = journey;
  const name = `Inès ${crypto.randomUUID().slice(0, 8)}`;
  const { id: personId } = await sandbox.whatsapp.people.create({ name });
  // No command, which would be answered by itself.
  const question = "Has my order left yet? It is for a birthday on Friday";
  await sandbox.whatsapp.people.act(personId, LINE, { do: "text", text: question });
  const conversation = await until(
    async () =>
      (await owner.query<Conversations>("conversations.list", {})).items.find(({ contact }) => contact.name === name),
    (found) => found !== undefined,
  );
  const { variants } = await owner.mutate<{ variants: { id: string }[] }>("catalog.createProduct", {
    name: `Candle ${crypto.randomUUID()}`,
    variants: [{ priceMinor: 2_400, costMinor: 600, stock: 20 }],
  });
  const { order } = await owner.mutate<{ order: { id: string; number: string } }>("orders.create", {
    contactId: conversation!.contact.id,
    address: HOME,
    lines: [{ variantId: variants[0]?.id, quantity: 2 }],
  });

  const page = await openAdmin(browser.context, world, owner, `/inbox/${conversation!.id}`);
  const thread = page.getByRole("region", { name: "Messages" });
  await thread.getByText(question).waitFor();
  const box = page.getByRole("textbox", { name: "Reply" });
  const suggest = page.getByRole("button", { name: "Suggest a reply" });
  const drawnFrom = page.getByRole("list", { name: "Drawn from" });

  // The model is away: why, and what helps.
  await sandbox.faults.add({ match: { vendor: "openai" }, kind: "points_exhausted", times: 1 });
  await box.fill("Dear Inès");
  await suggest.click();
  await page.locator('[data-reason="assistant.quota_used_up"]').waitFor();
  expect(await box.inputValue()).toBe("Dear Inès");

  // What stood there comes back.
  await suggest.click();
  await drawnFrom.getByRole("link", { name: `Order ${order.number}` }).waitFor();
  expect(await box.inputValue()).toContain(`Your order ${order.number} is`);
  await page.getByRole("button", { name: "Undo the suggestion" }).click();
  expect(await box.inputValue()).toBe("Dear Inès");
  await drawnFrom.waitFor({ state: "detached" });

  // By the key, which the list of keys names.
  await box.fill("");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await page.getByRole("dialog").getByText("Suggest a reply").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.keyboard.press("s");
  const link = drawnFrom.getByRole("link", { name: `Order ${order.number}` });
  await link.waitFor();
  expect(await link.getAttribute("href")).toContain(`/orders/${order.id}`);
  const [threadBefore] = await sandbox.whatsapp.threads.list({ line: LINE, personId });
  expect(threadBefore?.messages.filter(({ from }) => from === "business")).toEqual([]);

  const suggested = await box.inputValue();
  await box.fill(`${suggested} Have a nice day, Ana`);
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await thread.getByText("Have a nice day, Ana").waitFor();
  await drawnFrom.waitFor({ state: "detached" });
  const sent = await until(
    async () =>
      (await sandbox.whatsapp.threads.list({ line: LINE, personId }))[0]?.messages.filter(
        ({ from }) => from === "business",
      ) ?? [],
    (messages) => messages.length > 0,
  );
  expect(sent.map(({ text }) => text)).toEqual([`${suggested} Have a nice day, Ana`]);
  // A person answered, whoever had the idea.
  const { items } = await owner.query<{ items: { direction?: string; author?: string }[] }>(
    "conversations.listMessages",
    { conversationId: conversation!.id },
  );
  expect(items.filter(({ direction }) => direction === "out").map(({ author }) => author)).toEqual(["human"]);
  await page.close();
});
