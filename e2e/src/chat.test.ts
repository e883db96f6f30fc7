import { SANDBOX_NUMBERS } from "@nexusone/contracts/sandbox-numbers";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openAdmin } from "./support/admin.ts";
import { signInByApi, type Person } from "./support/api.ts";
import { startJourney } from "./support/journey.ts";
import { placeOrder } from "./support/orders.ts";
import { startVisitors } from "./support/visitors.ts";

const journey = startJourney();
const visitors = startVisitors();
const LINE = SANDBOX_NUMBERS.cloud_api.phoneNumberId;
const DAY_MS = 86_400_000;

/** A colleague of another role, in a browser of their own. */
let support: Person;
let ownerPage: Page;
let supportPage: Page;
let phone: Page;
const name = `Inès ${crypto.randomUUID().slice(0, 8)}`;
let customer: string;
let conversationId: string;

beforeAll(async () => {
  const { world, sandbox } = journey;
  support = await signInByApi(world, "support@demo.nexusone.test");
  await sandbox.whatsapp.webhooks.mode("auto");
  customer = (await sandbox.whatsapp.people.create({ name })).id;
});
afterAll(() => journey.sandbox.whatsapp.webhooks.mode("held"));

const saysOn = (page: Page) => page.getByRole("region", { name: "Messages" });
/** Both colleagues see it without doing anything. */
async function bothSee(text: string): Promise<void> {
  for (const page of [ownerPage, supportPage]) await saysOn(page).getByText(text).first().waitFor();
}
const chatOf = () => phone.getByRole("log", { name: "Messages" });
const say = async (text: string) => {
  await phone.getByLabel("Message", { exact: true }).fill(text);
  await phone.getByRole("button", { name: "Send", exact: true }).click();
};

it("[WAM-06] [RTM-03] what a customer writes on the telephone is live with two colleagues, and their answer on the telephone", async () => {
  const { world, browser, owner } = journey;
  ownerPage = await openAdmin(browser.context, world, owner, "/inbox");
  phone = await visitors.open(`${world.sandboxUrl}/sandbox/phone?person=${customer}&line=${LINE}`);
  await say("Bonjour, is the lamp in stock? 💡");
  await ownerPage.getByRole("list", { name: "Conversations" }).getByText(name).click();
  await ownerPage.waitForURL(/\/inbox\/[0-9a-f-]{36}/);
  conversationId = new URL(ownerPage.url()).pathname.split("/").at(-1)!;
  supportPage = await openAdmin(
    (await visitors.open(`${world.serverUrl}/`)).context(),
    world,
    support,
    `/inbox/${conversationId}`,
  );
  await bothSee("Bonjour, is the lamp in stock? 💡");

  await supportPage.getByRole("textbox", { name: "Reply" }).fill("Yes, two of them.");
  await supportPage.keyboard.press("Enter");
  await chatOf().getByText("Yes, two of them.").waitFor();
  await bothSee("Yes, two of them.");
  // The telephone is open: it was read.
  for (const page of [ownerPage, supportPage]) await saysOn(page).getByLabel("Read", { exact: true }).waitFor();
});

it("[WAM-04] a list is chosen from on the telephone, and both see what was chosen", async () => {
  // Whoever wrote holds the conversation.
  await support.mutate("messages.send", {
    conversationId,
    message: {
      type: "list",
      body: "Which lamp?",
      label: "Lamps",
      sections: [
        {
          rows: [
            { id: "brass", title: "Brass lamp", description: "19.90 €" },
            { id: "steel", title: "Steel lamp", description: "17.90 €" },
          ],
        },
      ],
    },
  });
  const lamps = chatOf().locator("summary", { hasText: "Lamps" });
  await lamps.click();
  await chatOf().getByRole("button", { name: "Steel lamp" }).click();
  await expect
    .poll(() => Promise.all([ownerPage, supportPage].map((page) => saysOn(page).getByText("Steel lamp").count())), {
      timeout: 20_000,
    })
    .toEqual([2, 2]);
});

it("[WAM-01] [UIX-06] a message that fails says why and what helps, and goes when the cause is gone", async () => {
  const { sandbox } = journey;
  await phone.getByRole("button", { name: "Block", exact: true }).click();
  await phone.getByRole("button", { name: "Unblock" }).waitFor();
  await supportPage.getByRole("textbox", { name: "Reply" }).fill("Shall I put one aside?");
  await supportPage.keyboard.press("Enter");
  for (const page of [ownerPage, supportPage]) {
    await saysOn(page).locator('[data-reason="messages.unreachable"]').waitFor();
    await saysOn(page).getByText("WhatsApp cannot deliver to this person; it does not say why.").waitFor();
  }
  await phone.getByRole("button", { name: "Unblock" }).click();
  await phone.getByRole("button", { name: "Block", exact: true }).waitFor();
  await saysOn(supportPage).getByRole("button", { name: "Send again" }).click();
  await chatOf().getByText("Shall I put one aside?").waitFor();
  const [thread] = await sandbox.whatsapp.threads.list({ line: LINE, personId: customer });
  const asides = thread!.messages.filter(({ text, statuses }) => text.includes("aside") && statuses.delivered);
  expect(asides).toHaveLength(1);
});

it("[WAM-02] [TPL-02] once the window is closed, a template is offered in its place, filled, and arrives", async () => {
  const { owner, sandbox } = journey;
  const { id } = await owner.mutate<{ id: string }>("templates.create", {
    name: `aside_${Date.now()}`,
    language: "en",
    category: "UTILITY",
    body: "Hello {{first_name}}, what you asked for is still put aside for you.",
  });
  const channels = await owner.query<{ channels: { id: string; externalId: string }[] }>("channels.list");
  const channelId = channels.channels.find(({ externalId }) => externalId === LINE)!.id;
  await owner.mutate("templates.submit", { id, channelId });
  await sandbox.whatsapp.templates.review();
  await expect
    .poll(async () => (await owner.query<{ status: string }>("templates.get", { id })).status, { timeout: 20_000 })
    .toBe("APPROVED");

  await sandbox.clock.advance(DAY_MS + 60_000);
  // The server looks at the sandbox's clock every second.
  const guard = () => support.query<{ allowed: string }>("messages.guard", { conversationId });
  await expect.poll(async () => (await guard()).allowed, { timeout: 20_000 }).toBe("template");
  await supportPage.reload();
  await saysOn(supportPage).getByText("Shall I put one aside?").first().waitFor();
  await supportPage.locator('[data-reason="messages.window_closed"]').waitFor();
  await supportPage.getByRole("textbox", { name: "Reply" }).fill("Still interested?");
  expect(await supportPage.getByRole("button", { name: "Send", exact: true }).getAttribute("aria-disabled")).toBe(
    "true",
  );
  await supportPage.getByRole("button", { name: "Template", exact: true }).click();
  const dialog = supportPage.getByRole("dialog");
  await dialog
    .getByRole("list")
    .getByText(/aside_/)
    .click();
  await dialog.getByText(`Hello ${name.split(" ")[0]}, what you asked for is still put aside for you.`).waitFor();
  await dialog.getByRole("button", { name: "Send the template" }).click();
  await dialog.waitFor({ state: "detached" });
  const sent = `Hello ${name.split(" ")[0]}, what you asked for is still put aside for you.`;
  await chatOf().getByText(sent).waitFor();
  await bothSee(sent);
});

it("[GDP-01] STOP on the telephone holds at once, and both are told", async () => {
  await phone.getByRole("button", { name: "STOP", exact: true }).click();
  await bothSee("STOP");
  for (const page of [ownerPage, supportPage]) await page.getByText("Said stop").waitFor();
  // They wrote: one may answer again.
  await supportPage.locator('[data-reason="messages.window_closed"]').waitFor({ state: "detached" });
});

it("[WAM-17] an order leads to the talk with its customer, and the talk to the order", async () => {
  const { owner, sandbox } = journey;
  const { phone: number } = (await sandbox.whatsapp.people.list()).find(({ id }) => id === customer)!;
  const order = await placeOrder(owner, {}, { phone: `+${number}` });
  await ownerPage.goto(new URL(`/m/${owner.slug}/orders/${order.id}`, ownerPage.url()).href);
  await ownerPage.getByRole("link", { name: "Open the conversation" }).click();
  await ownerPage.waitForURL(`**/inbox/${conversationId}`);
  await saysOn(ownerPage).getByText("STOP").first().waitFor();
  await ownerPage.getByRole("link", { name: order.number }).first().click();
  await ownerPage.waitForURL(`**/orders/${order.id}`);
});
