import { createSandboxControl } from "@nexusone/sandbox/control";
import { expect, it } from "vitest";
import { mailedLink, openAdmin } from "./support/admin.ts";
import { call } from "./support/api.ts";
import { startJourney } from "./support/journey.ts";

const journey = startJourney();

/** A colleague accepts an invitation: the owner hears of it. */
async function somebodyJoins(): Promise<void> {
  const { world, owner } = journey;
  const email = `joins-${Math.random().toString(36).slice(2)}@example.com`;
  await owner.mutate("team.invite", { email, role: "support" });
  const link = await mailedLink(createSandboxControl(world.sandboxUrl), email, "/auth/invite");
  const token = new URL(link).searchParams.get("token");
  await call(world, "team.acceptInvitation", { token, name: "Ines Martin", password: "a long enough one" });
}

it("[NOT-02] counts a notice on every screen without reload, groups it, and leads to its place", async () => {
  const { world, owner, browser } = journey;
  await owner.mutate("notifications.markRead", {});
  const page = await openAdmin(browser.context, world, owner, "/imports");
  await page.getByRole("link", { name: "Notifications" }).waitFor();
  await somebodyJoins();
  await page.getByRole("link", { name: "1 unread notification" }).waitFor();
  await somebodyJoins();
  // Two of a kind are one notice.
  await page.getByRole("link", { name: "1 unread notification" }).click();
  const notice = page.getByRole("link", { name: /2 new members joined the team/ });
  await notice.waitFor();
  await notice.click();
  await page.waitForURL(/\/settings\/team$/);
  await page.getByRole("link", { name: "Notifications", exact: true }).first().waitFor();
});

it("[NOT-01] [NOT-03] sets channels, kinds and hours, and sends a test", async () => {
  const { world, owner, browser, sandbox } = journey;
  const page = await openAdmin(browser.context, world, owner, "/settings/notifications");
  await page.getByRole("button", { name: "Send a test" }).first().click();
  await expect
    .poll(async () => (await sandbox.mails.list()).map(({ subject }) => subject), { timeout: 20_000 })
    .toContainEqual(expect.stringContaining("This is a test"));
  await page.getByLabel("Webhook address").fill("https://example.com/services/T/B/x");
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await page.getByText("This is no address of a Slack incoming webhook").waitFor();
  await page.getByLabel("Webhook address").fill(`${world.sandboxUrl}/slack/services/T1/B1/x`);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await page.getByText("not shown again").waitFor();
  await page.getByRole("combobox", { name: "The plan changed: Slack" }).selectOption("Daily");
  await page.getByRole("switch", { name: "Quiet hours" }).click();
  await page.getByLabel("From", { exact: true }).fill("21:30");
  await page.getByRole("button", { name: "Save" }).last().click();
  await expect
    .poll(async () => owner.query("notifications.getSettings"), { timeout: 20_000 })
    .toMatchObject({ slackConnected: true, quiet: { from: 1_290 }, modes: { plan_changed: { slack: "digest" } } });
});
