import { SANDBOX_NUMBERS } from "@nexusone/contracts/sandbox-numbers";
import { expect, it } from "vitest";
import { openAdmin } from "./support/admin.ts";
import { startJourney } from "./support/journey.ts";

const journey = startJourney();
const { channelId } = SANDBOX_NUMBERS.whapi;

it("[WAM-12] [WAM-13] [WHK-02] connects the simulated number in one click, proves its webhook, says everywhere when it fails, and lets it go", async () => {
  const { world, sandbox, owner, browser } = journey;
  const page = await openAdmin(browser.context, world, owner, "/settings/whatsapp");
  // The demo shop has one from the start.
  await page.getByText("+33639980010").waitFor();
  await page.getByRole("link", { name: "Connect a number" }).click();
  await page.getByRole("button", { name: "Connect the simulated Whapi channel" }).click();
  await page.getByText("Checked live: they open this number.").waitFor();
  await page.getByText("Our address is registered, nothing to type.").waitFor();
  await page.getByRole("button", { name: "Test the signature" }).click();
  await page.getByText("arrived unchanged").waitFor();

  const ana = await sandbox.whatsapp.people.create({ name: "Ana" });
  await page.getByText("Write to +33639980020").waitFor();
  const telephone = page.getByRole("link", { name: "Open the telephone" });
  expect(await telephone.getAttribute("href")).toBe(`${world.sandboxUrl}/sandbox/phone?line=${channelId}`);
  await sandbox.whatsapp.people.act(ana.id, channelId, { do: "text", text: "Are you open?" });
  await sandbox.whatsapp.webhooks.deliver();
  await page.getByText("Write to +33639980020").waitFor({ state: "detached" });

  await page.getByLabel("Your telephone number").fill(`+${ana.phone}`);
  await page.getByRole("button", { name: "Send a test message" }).click();
  await page.getByText("On its way: look at your telephone.").waitFor();
  const thread = async () => (await sandbox.whatsapp.threads.list({ line: channelId, personId: ana.id }))[0]?.messages;
  await expect.poll(async () => (await thread())?.length, { timeout: 20_000 }).toBe(2);

  // What it answers is its own affair; what nobody may switch off is said.
  const answers = page.getByRole("switch", { name: "Where is my order?" });
  await page.getByText(/STOP and requests to be forgotten are obeyed at every number/).waitFor();
  await answers.click();
  await expect.poll(() => answers.getAttribute("aria-checked")).toBe("false");
  await expect.poll(() => answers.isEnabled()).toBe(true);
  await page.reload();
  await answers.waitFor();
  expect(await answers.getAttribute("aria-checked")).toBe("false");
  await page.getByText("Switched off for the whole shop, in “How your shop talks”.").waitFor();

  // Whapi tells of it: nobody has to look.
  await sandbox.whatsapp.channels.setState(channelId, "QR");
  await sandbox.whatsapp.webhooks.deliver();
  const banner = page.getByRole("status").filter({ hasText: "Your WhatsApp number +33639980020 cannot send" });
  await banner.waitFor();
  await page.locator('[data-reason="channels.session_lost"]').first().waitFor();
  // Another page, another screen: it is said there too.
  const other = await openAdmin(browser.context, world, owner, "/catalogue");
  await other.getByRole("link", { name: "See what helps" }).click();
  await other.getByRole("heading", { name: "WhatsApp numbers" }).waitFor();
  await sandbox.whatsapp.channels.setState(channelId, "AUTH");
  await other.getByRole("button", { name: "Check now" }).first().click();
  await banner.waitFor({ state: "detached" });

  await page.getByRole("button", { name: "Disconnect" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Disconnect" }).click();
  await page.getByText("Disconnected", { exact: true }).first().waitFor();
  const { channels } = await owner.query<{ channels: { externalId: string; state: string }[] }>("channels.list");
  expect(channels.find(({ externalId }) => externalId === channelId)).toMatchObject({ state: "disconnected" });
});

it("[WAM-12] [UIX-06] says what is wrong with a key where it is typed in", async () => {
  const { world, owner, browser } = journey;
  const page = await openAdmin(browser.context, world, owner, "/settings/whatsapp/connect?via=cloud_api");
  await page.getByLabel("Phone number ID").fill("my number");
  await page.getByRole("button", { name: "Check and connect" }).click();
  await page.getByText("Digits only, as Meta shows them.").first().waitFor();
  const { phoneNumberId, accountId } = SANDBOX_NUMBERS.cloud_api;
  await page.getByLabel("Phone number ID").fill(phoneNumberId);
  await page.getByLabel("WhatsApp Business account ID").fill(accountId);
  await page.getByLabel("Access token").fill("EAAnotthetoken00000");
  await page.getByLabel("Environment").selectOption("sandbox");
  await page.getByRole("button", { name: "Check and connect" }).click();
  await page.locator('[data-reason="channels.token_refused"]').waitFor();
});

it("[WAM-14] keeps how the shop talks", async () => {
  const { world, owner, browser } = journey;
  const page = await openAdmin(browser.context, world, owner, "/settings/whatsapp");
  await page.getByLabel("What you do").selectOption("beauty");
  await page.getByLabel("French").check();
  await page.getByLabel("Further words that mean STOP").fill("Basta!");
  await page.getByRole("button", { name: "Sunday: add a time" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.", { exact: true }).first().waitFor();
  expect(await owner.query("channels.getBusinessConfig")).toMatchObject({
    saved: true,
    businessType: "beauty",
    languages: ["en", "fr"],
    stopWords: ["basta"],
    hours: expect.arrayContaining([{ day: 7, from: 540, to: 1_080 }]),
  });
});
