import { expect, it } from "vitest";
import { newPairingCode, signInByApi } from "./support/api.ts";
import { setPlan } from "./support/database.ts";
import {
  cardOn,
  comeBack,
  importButton,
  openPopup,
  openPriced,
  openProduct,
  pairByCode,
  typeCode,
} from "./support/extension.ts";
import { startJourney } from "./support/journey.ts";

const journey = startJourney();
const CODE_REFUSED = "This code is wrong, used or expired. Codes work once, for ten minutes.";

it("[EXT-05] [EXT-07] pairs by a typed code, says what a wrong, used or expired one is, and disconnects", async () => {
  const { sandbox, owner, browser } = journey;
  const { context } = browser;
  const product = await sandbox.products.find("single", 0);

  const shop = await openProduct(context, product);
  await cardOn(shop).getByText("See what this product earns and import it in one click.").waitFor();

  const popup = await openPopup(context);
  await typeCode(popup, "ABC");
  await popup.getByText("The code has 8 letters and digits.").waitFor();
  await typeCode(popup, "ABCD2345");
  await popup.getByText(CODE_REFUSED).waitFor();

  const code = await newPairingCode(owner, "Counter");
  await typeCode(popup, `${code.slice(0, 4)}-${code.slice(4)}`.toLowerCase());
  await popup.getByRole("button", { name: "Cancel" }).click();
  await typeCode(popup, code);
  await popup.getByRole("heading", { name: /^Pair with Demo Store at/ }).waitFor();
  await popup.getByRole("button", { name: "Pair", exact: true }).click();
  await popup.getByRole("heading", { name: "Recent imports" }).waitFor();
  await popup.getByText("Ada Demo", { exact: true }).waitFor();
  const sessions = () => owner.query<{ name: string; status: string }[]>("extension.listSessions");
  expect(await sessions()).toContainEqual(expect.objectContaining({ name: "Counter", status: "active" }));

  // The card that offered pairing goes on by itself when the person comes back to it.
  await comeBack(shop);
  await importButton(shop).waitFor();

  await popup.bringToFront();
  await popup.getByRole("button", { name: "Disconnect" }).click();
  await popup
    .getByRole("group", { name: "Disconnect this browser?" })
    .getByRole("button", { name: "Disconnect" })
    .click();
  await popup.getByText("Not paired").waitFor();
  await typeCode(popup, code);
  await popup.getByText(CODE_REFUSED).waitFor();
  expect(await sessions()).not.toContainEqual(expect.objectContaining({ name: "Counter", status: "active" }));
  await shop.bringToFront();
  await importButton(shop).click();
  await cardOn(shop).getByRole("button", { name: "Pair this browser" }).waitFor();
});

it("[EXT-05] refuses a code after its ten minutes", async () => {
  const { sandbox, owner, browser } = journey;
  const code = await newPairingCode(owner);
  await sandbox.clock.advance(11 * 60_000);
  const describe = () =>
    owner.query("extension.describePairing", { code }).then(
      () => "offered",
      () => "refused",
    );
  await expect.poll(describe, { timeout: 15_000 }).toBe("refused");
  const popup = await openPopup(browser.context);
  await typeCode(popup, code);
  await popup.getByText(CODE_REFUSED).waitFor();
  await popup.getByRole("alert").getByRole("link", { name: "Make a new code" }).waitFor();
});

it("[EXT-11] explains to a shop without Premium what the extension is, in Settings and after a downgrade's refusal", async () => {
  const { world, browser } = journey;
  const free = await signInByApi(world, "free@demo.nexusone.test");
  await expect(newPairingCode(free)).rejects.toThrow("extension.premium_required");
  const page = await browser.context.newPage();
  await browser.context.addCookies([
    { url: world.serverUrl, name: free.cookie.split("=")[0] ?? "", value: free.cookie.split("=")[1] ?? "" },
  ]);
  await page.goto(`${world.serverUrl}/m/${free.slug}/settings/extension`);
  await page.getByText("The extension is part of Premium").waitFor();
  expect(await page.getByRole("button", { name: "Pair this browser" }).count()).toBe(0);
  await page.getByRole("link", { name: "Compare plans" }).click();
  await page.waitForURL(/settings\/plan/);
});

it("[EXT-08] [EXT-10] [EXT-11] keeps a paired browser out the moment its shop leaves Premium", async () => {
  const { world, sandbox, owner, browser } = journey;
  await pairByCode(browser.context, owner, "Downgraded");
  const shop = await openPriced(browser.context, await sandbox.products.find("single", 1));
  await setPlan(world, owner.merchantId, "pro");
  try {
    await importButton(shop).click();
    await cardOn(shop).getByText("The Chrome extension is part of the Premium plan.").first().waitFor();
    await cardOn(shop).getByRole("link", { name: "See plans" }).waitFor();
  } finally {
    await setPlan(world, owner.merchantId, "premium");
  }
});
