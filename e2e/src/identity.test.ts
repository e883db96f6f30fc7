import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { mailedLink } from "./support/admin.ts";
import { DEMO_PASSWORD } from "./support/api.ts";
import { startJourney } from "./support/journey.ts";

const journey = startJourney();
const unique = () => `e2e-${Math.random().toString(36).slice(2, 10)}`;

it("[AUT-01] [AUT-03] signs a new merchant up, confirms the address, and lets them in by link and by a new password", async () => {
  const { world, sandbox, browser } = journey;
  const email = `${unique()}@example.com`;
  const page = await browser.context.newPage();
  await page.goto(`${world.serverUrl}/sign-up`);

  await page.getByRole("button", { name: "Create the shop" }).click();
  expect(await page.getByText("Fill this in.").count()).toBeGreaterThan(1);
  await page.getByLabel("Your name").fill("Imani Okoro");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill("short");
  await page.getByLabel("Name of the shop").fill("Okoro Goods");
  await page.getByLabel("Currency you sell in").selectOption("GBP");
  await page.getByLabel("Country you ship to most").selectOption("GB");
  await page.getByText("Use at least 10 characters.").waitFor();
  await page.getByLabel("Password").fill("a long first password");
  await page.getByRole("button", { name: "Create the shop" }).click();
  await page.waitForURL(/\/m\/okoro-goods/);
  await page.getByText("Your catalogue is empty").waitFor();

  await page.goto(await mailedLink(sandbox, email, "/auth/verify"));
  await page.getByText("Your e-mail is confirmed").waitFor();

  await signOut(page, world.serverUrl);
  await page.getByRole("button", { name: "E-mail me a sign-in link" }).click();
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "E-mail me a sign-in link" }).click();
  await page.getByRole("heading", { name: "Check your inbox" }).waitFor();
  const magic = await mailedLink(sandbox, email, "/auth/magic");
  await page.goto(magic);
  await page.waitForURL(/\/m\/okoro-goods/);
  await signOut(page, world.serverUrl);
  // Once, and never again.
  await page.goto(magic);
  await page.getByRole("alert").waitFor();

  await page.goto(`${world.serverUrl}/forgot-password`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await page.getByRole("heading", { name: "Check your inbox" }).waitFor();
  await page.goto(await mailedLink(sandbox, email, "/auth/reset"));
  await page.getByLabel("New password").fill("a long second password");
  await page.getByRole("button", { name: "Save the password" }).click();
  await page.waitForURL(/\/sign-in/);
  await signInWith(page, email, "a long first password");
  await page.getByRole("alert").waitFor();
  await signInWith(page, email, "a long second password");
  await page.waitForURL(/\/m\/okoro-goods/);
});

it("[AUT-04] invites a colleague as support, who sees the shop and is told why they may not change it", async () => {
  const { world, sandbox, browser } = journey;
  const email = `${unique()}@example.com`;
  const owner = await browser.context.newPage();
  await owner.goto(`${world.serverUrl}/sign-in`);
  if (!owner.url().includes("/sign-in")) await signOut(owner, world.serverUrl);
  await signInWith(owner, "owner@demo.nexusone.test", DEMO_PASSWORD);
  await owner.waitForURL(/\/m\/demo-store/);
  await owner.goto(`${world.serverUrl}/m/demo-store/settings/team`);
  await owner.getByLabel("E-mail").fill(email);
  await owner.getByLabel("Role", { exact: true }).selectOption("support");
  await owner.getByRole("button", { name: "Invite", exact: true }).click();
  await owner.getByText(`Invitation sent to ${email}.`).first().waitFor();
  const link = await mailedLink(sandbox, email, "/auth/invite");
  await signOut(owner, world.serverUrl);

  const page = await browser.context.newPage();
  await page.goto(link);
  await page.getByLabel("Your name").fill("Lena Novak");
  await page.getByLabel("Password").fill("a long enough password");
  await page.getByRole("button", { name: "Accept the invitation" }).click();
  await page.waitForURL(/\/m\/demo-store/);
  await page.goto(`${world.serverUrl}/m/demo-store/imports/new`);
  await page.getByText("Your role (Support) does not allow this. Ask an owner.").first().waitFor();
  expect(await page.getByLabel("Product addresses or numbers").count()).toBe(0);
  await page.goto(`${world.serverUrl}/m/demo-store/settings/general`);
  await page.getByText("Your role (Support) may look, not change. Ask an owner.").waitFor();
});

async function signOut(page: Page, serverUrl: string): Promise<void> {
  await page.goto(`${serverUrl}/`);
  await page.waitForURL(/\/m\//);
  await page.getByRole("button", { name: "Your account" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL(/\/sign-in/);
}

async function signInWith(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}
