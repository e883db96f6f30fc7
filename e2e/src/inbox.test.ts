import { expect, it } from "vitest";
import { openAdmin } from "./support/admin.ts";
import { insertChats } from "./support/chats.ts";
import { startJourney } from "./support/journey.ts";

const journey = startJourney();

it("[RTM-03] [WAM-08] [WAM-09] two colleagues see a conversation, who is there, what is noted and that it is closed, live and by keys", async () => {
  const { owner, world, browser } = journey;
  const word = `zircon${Date.now()}`;
  const name = `Ada ${crypto.randomUUID().slice(0, 8)}`;
  const many = Array.from({ length: 80 }, (_, nth) => ({ minutesAgo: 200 - nth, text: `Line ${nth}` }));
  const [id] = await insertChats(world, owner.merchantId, [
    {
      name,
      phone: "33699000111",
      unread: 1,
      messages: [{ minutesAgo: 300, text: `My ${word} lamp is broken` }, ...many],
    },
  ]);
  const page = await openAdmin(browser.context, world, owner, "/inbox");
  const list = page.getByRole("list", { name: "Conversations" });
  await list.getByText(name).waitFor();
  expect(await page.title()).toMatch(/^\(\d+\) Inbox/);

  // From the list with the keys.
  await page.keyboard.press("j");
  await list.getByRole("link", { name }).focus();
  await page.keyboard.press("Enter");
  const thread = page.getByRole("region", { name: "Messages" });
  await thread.getByText("Line 79").waitFor();
  await list.getByRole("link", { name }).getByLabel("1 unread message").waitFor({ state: "detached" });

  // A dialog whose field takes the focus gives it back to what opened it.
  const replies = page.getByRole("button", { name: "Saved replies" });
  await replies.click();
  await page.getByPlaceholder("Find a saved reply").waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(() => replies.evaluate((button) => button === document.activeElement)).toBe(true);

  // A colleague has it open too, and both see what the other does.
  const other = await openAdmin(browser.context, world, owner, `/inbox/${id}`);
  await other.getByRole("region", { name: "Messages" }).getByText("Line 79").waitFor();
  await page.keyboard.press("n");
  await page.getByRole("textbox", { name: "Note" }).fill("Call her before noon");
  await page.keyboard.press("Enter");
  await other
    .getByRole("article", { name: /^Note by/ })
    .getByText("Call her before noon")
    .waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("e");
  await other.getByRole("button", { name: "Open again" }).waitFor();

  // What was said long ago is found, and opens where it stands.
  await page.keyboard.press("/");
  await page.keyboard.type(word);
  await page.getByRole("list", { name: "Messages found" }).getByText(name).click();
  await thread.getByText(`My ${word} lamp is broken`).waitFor();
  await thread.getByRole("button", { name: "To the newest" }).click();
  await thread.getByText("Line 79").waitFor();
  await other.close();
});
