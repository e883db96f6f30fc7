import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { openAdmin } from "./support/admin.ts";
import { signInByApi } from "./support/api.ts";
import { setPlatformAdmin } from "./support/database.ts";
import { startJourney } from "./support/journey.ts";

const journey = startJourney();
type Settings = { defaultPriceRule: unknown };

it("[SEC-09] [SEC-10] finds a changed price rule on record: by whom, from what to what, filtered and exported", async () => {
  const { world, owner, browser } = journey;
  const { defaultPriceRule } = await owner.query<Settings>("merchants.getSettings");
  const page = await openAdmin(browser.context, world, owner, "/settings/general");
  await page.getByLabel("How the price follows the cost").selectOption("multiplier");
  await page.getByLabel("Factor").fill("2.71");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Saved.").waitFor();

  await page.getByRole("link", { name: "Audit log" }).click();
  const entry = page
    .getByRole("listitem")
    .filter({ hasText: "Changed the default price rule" })
    .filter({ hasText: "2.71 ×" })
    .first();
  await entry.getByText("Ada Demo").waitFor();
  await page.getByLabel("Done by").selectOption("Ada Demo");
  await page.getByLabel("What", { exact: true }).selectOption("Paired browsers");
  await page.waitForURL(/table=chrome_extension_sessions/);
  await entry.waitFor({ state: "detached" });
  await page.getByLabel("What", { exact: true }).selectOption("Shop settings");
  await entry.waitFor();
  // Only what was done to this shop, and from there to the settings themselves.
  await page.getByLabel("From", { exact: true }).fill("2001-01-01");
  await page.waitForURL(/from=2001-01-01/);
  await page.getByLabel("To", { exact: true }).fill("2001-01-02");
  await page.getByText("Nothing matches these filters.").waitFor();
  await page.getByRole("button", { name: "Show all" }).click();
  await entry.waitFor();

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^audit-\d{4}-\d\d-\d\d\.csv$/);
  const lines = (await readFile(await download.path(), "utf8")).split("\r\n");
  expect(lines.find((line) => line.includes("2.71"))).toMatch(/,user,[^,]*,Ada Demo,.*,update,merchants,/);

  await entry.getByRole("link", { name: "Open" }).click();
  await page.getByRole("heading", { name: "General" }).first().waitFor();
  await owner.mutate("merchants.updateSettings", { defaultPriceRule });
});

it("[SEC-09] tells those who do not run the shop that the record is not for them", async () => {
  const { world, browser } = journey;
  const support = await signInByApi(world, "support@demo.nexusone.test");
  const page = await openAdmin(browser.context, world, support, "/settings/audit");
  await page.getByRole("heading", { name: "Audit log" }).first().waitFor();
  await page.getByText(/Your role \(Support\)/).waitFor();
  expect(await page.getByRole("listitem").filter({ hasText: "Changed" }).count()).toBe(0);
});

it("[SEC-10] shows people their own sign-ins, with the device they came from", async () => {
  const { world, owner, browser } = journey;
  const page = await openAdmin(browser.context, world, owner, "/settings/profile");
  const activity = page.getByRole("list", { name: "Activity" });
  await activity.getByRole("listitem").filter({ hasText: "Signed in" }).first().getByText("Chrome, Windows").waitFor();
});

it("[SEC-10] shows platform admins everybody's sign-ins, refused ones too, and one person's by their address", async () => {
  const { world, browser } = journey;
  const email = "free@demo.nexusone.test";
  await signInByApi(world, email, "not the password").catch(() => undefined);
  await setPlatformAdmin(world, email, true);
  try {
    const page = await openAdmin(browser.context, world, await signInByApi(world, email), "/system");
    const acts = page.getByRole("list", { name: "Sign-ins of everybody" });
    await acts.getByRole("listitem").filter({ hasText: "wrong password" }).first().waitFor();
    await page.getByLabel("E-mail address of a person").fill(email);
    await page.getByRole("button", { name: "Find", exact: true }).click();
    await expect
      .poll(async () => (await acts.getByRole("listitem").allTextContents()).every((text) => text.includes(email)))
      .toBe(true);
    // Nobody in the program makes platform admins: the record says that it came past it.
    await acts
      .getByRole("listitem")
      .filter({ hasText: "Made a platform admin" })
      .getByText("Not by this account")
      .first()
      .waitFor();
  } finally {
    await setPlatformAdmin(world, email, false);
  }
});
