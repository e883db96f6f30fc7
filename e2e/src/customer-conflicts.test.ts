import { expect, it } from "vitest";
import { openAdmin } from "./support/admin.ts";
import { startJourney } from "./support/journey.ts";

const journey = startJourney();

/** Two customers whom somebody brought as one person: one has the number, the other the address. */
async function twoNamedTogether(name: string, other: string) {
  const { owner } = journey;
  const tag = crypto.randomUUID().slice(0, 8);
  const phone = { type: "phone", value: `+3367${String(Math.floor(Math.random() * 1e7)).padStart(7, "0")}` };
  const email = { type: "email", value: `${tag}@example.com` };
  const [one, two] = [`${name} ${tag}`, `${other} ${tag}`];
  const { id } = await owner.mutate<{ id: string }>("contacts.create", { name: one, identifiers: [phone] });
  const { id: otherId } = await owner.mutate<{ id: string }>("contacts.create", { name: two, identifiers: [email] });
  await owner.mutate("contacts.create", { identifiers: [phone, email], ifKnown: "use" });
  return { id, otherId, one, two, phone: phone.value, email: email.value };
}

it("[AUT-10] two who may be one are joined from the question, and apart again from the toast, which answers it", async () => {
  const { owner, world, browser } = journey;
  const { id, otherId, one, two, phone, email } = await twoNamedTogether("Ana", "Bea");
  const page = await openAdmin(browser.context, world, owner, `/customers/${id}`);
  const reached = page.getByRole("list", { name: "Where they can be reached" });
  const question = page.getByRole("list", { name: "May be the same person" });
  await question.getByRole("link", { name: two }).waitFor();
  await question.getByText(phone).waitFor();
  expect(await reached.getByText(email).count()).toBe(0);
  await question.getByRole("button", { name: "Join" }).click();
  const dialog = page.getByRole("dialog", { name: `Join ${two} and ${one}?` });
  await dialog.getByRole("button", { name: "Join" }).click();
  await reached.getByText(email).waitFor();
  await question.waitFor({ state: "detached" });
  const joined = page.getByRole("list", { name: "Joined customers" });
  await joined.getByText(`Joined with ${two}`).waitFor();

  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await joined.waitFor({ state: "detached" });
  await reached.getByText(phone).waitFor();
  expect(await reached.getByText(email).count()).toBe(0);
  expect(await question.count()).toBe(0);
  const other = await openAdmin(browser.context, world, owner, `/customers/${otherId}`);
  await other.getByRole("heading", { level: 1, name: two }).waitFor();
  await other.getByRole("list", { name: "Where they can be reached" }).getByText(email).waitFor();
  expect(await other.getByRole("list", { name: "May be the same person" }).count()).toBe(0);
});

it("[AUT-10] that they are different people is said once, and nobody is asked again", async () => {
  const { owner, world, browser } = journey;
  const { id, one, two, phone, email } = await twoNamedTogether("Cleo", "Dora");
  const page = await openAdmin(browser.context, world, owner, "/customers");
  await page.getByRole("list", { name: "Who may be one person" }).getByRole("link", { name: one }).click();
  await page.getByRole("heading", { level: 1, name: one }).waitFor();
  const question = page.getByRole("list", { name: "May be the same person" });
  await question.getByRole("link", { name: two }).waitFor();
  await question.getByRole("button", { name: "They are different people" }).click();
  await question.waitFor({ state: "detached" });

  const identifiers = [
    { type: "phone", value: phone },
    { type: "email", value: email },
  ];
  await owner.mutate("contacts.create", { identifiers, ifKnown: "use" });
  const again = await openAdmin(browser.context, world, owner, `/customers/${id}`);
  await again.getByRole("list", { name: "Where they can be reached" }).getByText(phone).waitFor();
  expect(await again.getByRole("button", { name: "They are different people" }).count()).toBe(0);
});

it("[GDP-04] who was forgotten is gone from the list, and their page says so", async () => {
  const { owner, world, browser } = journey;
  const name = `Gone ${crypto.randomUUID().slice(0, 8)}`;
  const { id } = await owner.mutate<{ id: string }>("contacts.create", { name });
  const page = await openAdmin(browser.context, world, owner, `/customers/${id}`);
  await page.getByRole("button", { name: "Forget this customer…" }).click();
  await page.getByRole("button", { name: "Delete everything" }).click();
  const listed = page.getByRole("list", { name: "Customers" });
  await page.getByRole("button", { name: "New customer" }).waitFor();
  await page.waitForFunction((gone) => !document.body.textContent.includes(gone), name);
  expect(await listed.getByText("No name").count()).toBe(0);
  const erased = await openAdmin(browser.context, world, owner, `/customers/${id}`);
  await erased.getByRole("heading", { level: 1, name: "Erased customer" }).waitFor();
  await erased.getByText(/^Forgotten on /).waitFor();
  expect(await erased.getByRole("button", { name: "Merge", exact: true }).count()).toBe(0);
  expect(await erased.getByRole("button", { name: "Record", exact: true }).count()).toBe(0);
});
