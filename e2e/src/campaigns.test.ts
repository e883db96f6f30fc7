import { expect, it } from "vitest";
import { openAdmin } from "./support/admin.ts";
import { startJourney } from "./support/journey.ts";

const journey = startJourney();
type Made = { id: string };

/** A number without templates, two people who agreed, and one who did not. */
async function prepare(tag: string): Promise<string> {
  const { owner, sandbox } = journey;
  const { id, token } = await sandbox.whatsapp.channels.create();
  const label = `Phone ${tag}`;
  await owner.mutate("channels.connect", { provider: "whapi", environment: "sandbox", channelId: id, token, label });
  const { saved: _saved, ...config } = await owner.query<Record<string, unknown>>(
    "channels.getBusinessConfig",
    undefined,
  );
  // At whatever hour the suite runs.
  await owner.mutate("channels.saveBusinessConfig", { ...config, quietFrom: 0, quietTo: 0 });
  for (const [nth, name] of ["Ada Martin", "Bao Tran", "Cem Kaya"].entries()) {
    const phone = `+3363${String(Date.now() + nth).slice(-7)}`;
    const person = await owner.mutate<Made>("contacts.create", {
      name,
      identifiers: [{ type: "phone", value: phone }],
    });
    await owner.mutate("contacts.update", { id: person.id, tags: [tag] });
    if (nth < 2) await owner.mutate("contacts.recordConsent", { id: person.id, purpose: "marketing", granted: true });
  }
  return label;
}

it("[CMP-01] [CMP-02] a campaign is written, checked, launched, taken back within its minute, launched again and reported", async () => {
  const { owner, world, browser, sandbox } = journey;
  const tag = `spring ${Date.now()}`;
  const label = await prepare(tag);
  const page = await openAdmin(browser.context, world, owner, "/campaigns");
  await page.getByRole("link", { name: "New campaign" }).first().click();
  await page.getByRole("textbox", { name: "Name" }).fill("Spring news");
  await page.getByRole("combobox", { name: "Number" }).selectOption({ label });
  await page.getByRole("textbox", { name: "Text" }).fill("Hello {{first_name}}, spring is here.");
  await page.getByRole("button", { name: "Save and continue" }).click();

  // Who gets it is counted as one chooses.
  await page.getByRole("button", { name: new RegExp(tag) }).click();
  await page.getByText("2 people get it").waitFor();
  await page.getByText("They have not agreed to marketing.").waitFor();
  await page.getByRole("button", { name: "Save and continue" }).click();
  await page.getByRole("checkbox", { name: "Keep going" }).waitFor();
  await page.getByRole("button", { name: "Save and continue" }).click();

  const launch = page.getByRole("button", { name: "Launch to 2 people" });
  await page.getByText("Hello Ada, spring is here.").or(page.getByText("Hello Bao, spring is here.")).waitFor();
  await launch.click();
  const minute = page.getByRole("region", { name: "Launched" });
  await minute.getByRole("button", { name: "Take it back" }).click();
  await launch.waitFor();

  await launch.click();
  await minute.waitFor();
  await sandbox.clock.advance(61_000);
  const report = page.getByRole("list", { name: "Report" });
  await report.getByRole("link", { name: /^2\s*Sent/ }).waitFor();
  await report.getByRole("link", { name: /^1\s*Left out/ }).click();
  const table = page.getByRole("region", { name: "Everybody" });
  await table.getByRole("row", { name: /Cem Kaya.*have not agreed/ }).waitFor();
  expect(await table.getByRole("row").count()).toBe(2);
  await page.getByRole("link", { name: "Campaigns" }).first().click();
  await page
    .getByRole("list", { name: "Campaigns" })
    .getByRole("listitem")
    .filter({ hasText: "Spring news" })
    .getByText("Done")
    .waitFor();
  await page.close();
});

it("[TPL-04] the editor offers a marketing template the button by which people stop it, beside the other quick replies", async () => {
  const { owner, world, browser } = journey;
  const page = await openAdmin(browser.context, world, owner, "/templates/new");
  await page.getByRole("textbox", { name: "Message" }).fill("Come and see what is new in our shop.");
  const offer = page.getByRole("button", { name: "Add “Stop promotions”" });
  await page.getByRole("combobox", { name: "Category" }).selectOption("MARKETING");
  await offer.waitFor();
  for (const kind of ["Quick reply", "Open an address"]) {
    await page.getByRole("button", { name: "Add a button" }).click();
    await page.getByRole("menuitem", { name: kind }).click();
  }
  await page.getByRole("textbox", { name: "Quick reply" }).fill("Show me");
  await offer.click();
  await offer.waitFor({ state: "detached" });
  const labels = await page
    .getByRole("textbox", { name: /^(Quick reply|Open an address)$/ })
    .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
  expect(labels).toEqual(["Show me", "Stop promotions", ""]);

  // Whoever relabels it learns that a tap on it still stops, and makes it an ordinary button by a word.
  const stops = page.getByText("A tap stops marketing");
  await stops.waitFor();
  const second = page.getByRole("textbox", { name: "Quick reply" }).nth(1);
  const forget = page.getByRole("button", { name: "Clear what comes back" });
  expect(await forget.count()).toBe(0);
  await second.fill("Track my order");
  await page.getByText(/It says “Track my order”/).waitFor();
  await stops.waitFor();
  await forget.click();
  await stops.waitFor({ state: "detached" });
  expect(
    await page
      .getByRole("textbox", { name: /^Comes back as/ })
      .nth(1)
      .inputValue(),
  ).toBe("");
  expect(await second.inputValue()).toBe("Track my order");
  await offer.waitFor();
  await page.close();
});
