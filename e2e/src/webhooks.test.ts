import { expect, it } from "vitest";
import { openAdmin } from "./support/admin.ts";
import { startJourney } from "./support/journey.ts";

const journey = startJourney();
type Endpoint = { id: string; url: string };

it("[WHK-01] [WHK-07] [WHK-09] adds an endpoint, shows its secret once, sends a test, shows every attempt and replays", async () => {
  const { world, sandbox, owner, browser } = journey;
  const name = `journey-${Math.random().toString(36).slice(2)}`;
  const url = `${world.sandboxUrl}/receivers/${name}`;
  const page = await openAdmin(browser.context, world, owner, "/settings/webhooks");
  await page.getByRole("button", { name: "Add an endpoint" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Address").fill("http://10.0.0.1/hook");
  await dialog.getByRole("button", { name: "Add the endpoint" }).click();
  await dialog.locator('[data-reason="webhooks.url_refused"]').waitFor();
  await dialog.getByLabel("Address").fill(url);
  await dialog.getByRole("button", { name: "Add the endpoint" }).click();
  await page.getByRole("heading", { name: "Copy this secret now" }).waitFor();
  const secret = await page.getByLabel("Signing secret", { exact: true }).inputValue();
  expect(secret).toMatch(/^whsec_/);
  await sandbox.receivers.trust(name, secret);
  await page.getByRole("button", { name: "I have copied it" }).click();
  await page.getByRole("link", { name: url }).click();
  await page.getByRole("button", { name: "Send a test" }).click();

  const delivery = page.getByRole("row").filter({ hasText: "webhook_test" });
  await delivery.getByText("Delivered").waitFor();
  expect(await page.content()).not.toContain(secret);
  await delivery.getByRole("button", { name: /^Open/ }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByRole("region", { name: "Request" }).getByText("webhook-signature: v1,").waitFor();
  await drawer.getByRole("region", { name: "Answer" }).getByText("HTTP 204").waitFor();
  await drawer.getByRole("button", { name: "Send this again" }).click();
  // The same id once more: a correct receiver applies it once.
  await expect.poll(async () => drawer.getByRole("listitem").count(), { timeout: 20_000 }).toBe(2);
  const received = (await sandbox.receivers.list()).find((one) => one.name === name)?.messages ?? [];
  expect(received.filter(({ type }) => type === "webhook_test")).toMatchObject([{ verified: true, times: 2 }]);

  const { id } = (await owner.query<Endpoint[]>("webhooks.list")).find((one) => one.url === url)!; // made above
  await owner.mutate("webhooks.delete", { webhookId: id });
});

it("[WHK-09] [UIX-06] says why a delivery failed, keeps what happens while paused, and replays what failed", async () => {
  const { world, sandbox, owner, browser } = journey;
  const name = `failing-${Math.random().toString(36).slice(2)}`;
  const { webhook } = await owner.mutate<{ webhook: Endpoint }>("webhooks.create", {
    url: `${world.sandboxUrl}/receivers/${name}`,
    eventTypes: ["webhook.test"],
  });
  const fault = { match: { vendor: "webhook", path: `/receivers/${name}` }, kind: "status", status: 404 } as const;
  await sandbox.faults.add(fault);
  const page = await openAdmin(browser.context, world, owner, `/settings/webhooks/${webhook.id}`);
  await page.getByRole("button", { name: "Send a test" }).click();
  const delivery = page.getByRole("row").filter({ hasText: "webhook_test" });
  await delivery.locator('[data-reason="webhooks.rejected"]').waitFor();
  await page.getByText("Failing", { exact: true }).first().waitFor();
  await sandbox.faults.clear();

  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("button", { name: "Resume" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Resume" }).click();
  await page.getByRole("button", { name: "Replay" }).click();
  await page.getByRole("dialog").getByText("1 event will be sent.").waitFor();
  await page.getByRole("button", { name: "Send 1 event again" }).click();
  await delivery.getByText("Delivered").waitFor();
  await owner.mutate("webhooks.delete", { webhookId: webhook.id });
});
