import { SANDBOX_NUMBERS } from "@nexusone/contracts/sandbox-numbers";
import { expect, it } from "vitest";
import { openAdmin } from "./support/admin.ts";
import { startJourney } from "./support/journey.ts";
import { png } from "./support/png.ts";

const journey = startJourney();
const line = SANDBOX_NUMBERS.cloud_api.phoneNumberId;

it("[MED-01] [MED-05] [WAM-07] a customer sends a picture and a voice note from their phone, a colleague sees, plays and answers with a picture", async () => {
  const { owner, world, browser, sandbox } = journey;
  const name = `Ada ${crypto.randomUUID().slice(0, 8)}`;
  const { id: personId } = await sandbox.whatsapp.people.create({ name });
  const phone = await browser.context.newPage();
  await phone.goto(`${world.sandboxUrl}/sandbox/phone?person=${personId}&line=${line}`);
  await phone.getByRole("button", { name: "Sample photo" }).click();
  await phone.getByRole("log").getByRole("img").waitFor();
  await phone.getByRole("button", { name: "Voice note" }).click();
  await phone.getByRole("log").locator("audio").waitFor();
  await sandbox.whatsapp.webhooks.deliver();

  const page = await openAdmin(browser.context, world, owner, "/inbox");
  await page.getByRole("list", { name: "Conversations" }).getByRole("link", { name }).click();
  const thread = page.getByRole("region", { name: "Messages" });
  const picture = thread.getByRole("img", { name: `Picture from ${name}` });
  await picture.waitFor();
  await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth)).toBe(600);
  // The place was there before the picture was.
  expect(await picture.evaluate((img: HTMLImageElement) => [img.width, img.height])).toEqual([288, 216]);
  await thread.getByRole("button", { name: `Picture from ${name}` }).press("Enter");
  const whole = page.getByRole("dialog").getByRole("img");
  await expect.poll(() => whole.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(640);
  await page.keyboard.press("Escape");
  await whole.waitFor({ state: "detached" });

  const voice = thread.locator("audio[aria-label='Voice note']");
  await voice.waitFor();
  const heard = await voice.evaluate(async (audio: HTMLAudioElement) => {
    audio.muted = true;
    await audio.play();
    const { promise, resolve } = Promise.withResolvers<void>();
    audio.addEventListener("timeupdate", () => audio.currentTime > 0 && resolve());
    await promise;
    audio.currentTime = 1.5;
    return Math.round(audio.duration);
  });
  expect(heard).toBe(2);
  await thread.getByText("2 seconds").waitFor();

  await page.getByLabel("From this computer").setInputFiles({
    name: "lampe.png",
    mimeType: "image/png",
    buffer: png(120, 160),
  });
  await page.getByRole("button", { name: "Take the file off" }).waitFor();
  await page.getByRole("textbox", { name: "Reply" }).fill("صورة المصباح");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  const ours = thread.getByRole("img", { name: /صورة المصباح$/ });
  await ours.waitFor();
  const caption = thread.getByText("صورة المصباح", { exact: true });
  expect(await caption.evaluate((text) => getComputedStyle(text).direction)).toBe("rtl");
  await phone.getByRole("log").getByRole("img", { name: "صورة المصباح" }).waitFor();

  // What WhatsApp would not take is said before a byte leaves.
  await page.getByLabel("From this computer").setInputFiles({
    name: "film.webm",
    mimeType: "video/webm",
    buffer: Buffer.from("a film"),
  });
  await page.locator('[data-reason="chat_files.type_refused"]').waitFor();
  await page.getByRole("button", { name: "Take the file off" }).click();
  await phone.close();
  await page.close();
});

it("[MED-05] [WAM-07] several files at once go as messages of their own in their order, the text with the first; one that fails is named, tried again, and holds up no other", async () => {
  const { owner, world, browser, sandbox } = journey;
  const name = `Zoé ${crypto.randomUUID().slice(0, 8)}`;
  const { id: personId } = await sandbox.whatsapp.people.create({ name });
  const phone = await browser.context.newPage();
  await phone.goto(`${world.sandboxUrl}/sandbox/phone?person=${personId}&line=${line}`);
  await phone.getByRole("button", { name: "Sample photo" }).click();
  await phone.getByRole("log").getByRole("img").waitFor();
  await sandbox.whatsapp.webhooks.deliver();
  const page = await openAdmin(browser.context, world, owner, "/inbox");
  await page.getByRole("list", { name: "Conversations" }).getByRole("link", { name }).click();
  const files = page.getByRole("list", { name: "Files to send" });
  const send = page.getByRole("button", { name: "Send", exact: true });
  const reply = page.getByRole("textbox", { name: "Reply" });
  const got = async (): Promise<string[]> => {
    const [thread] = await sandbox.whatsapp.threads.list({ line, personId });
    return thread!.messages.filter(({ from }) => from === "business").map(({ text }) => text.replace("📄 ", ""));
  };

  // The second cannot be stored, once.
  let isRefused = false;
  await page.route("**/api/chat-files", async (route) => {
    if (isRefused || route.request().headers()["x-file-name"] !== "two.txt") return route.continue();
    isRefused = true;
    return route.fulfill({ status: 503, json: { error: { reason: "media.storage_unavailable", details: {} } } });
  });
  const text = (words: string) => ({ name: `${words}.txt`, mimeType: "text/plain", buffer: Buffer.from(words) });
  await page
    .getByLabel("From this computer")
    .setInputFiles([text("one"), text("two"), { ...text("film.webm"), mimeType: "video/webm" }, text("three")]);
  await page.getByText("4 files, each a message of its own.").waitFor();
  const two = files.getByRole("listitem").filter({ hasText: "two.txt" });
  const film = files.getByRole("listitem").filter({ hasText: "film.webm" });
  await two.locator('[data-reason="media.storage_unavailable"]').waitFor();
  await film.locator('[data-reason="chat_files.type_refused"]').waitFor();
  await reply.fill("All that you asked for");
  await send.click();
  await expect.poll(got).toEqual(["All that you asked for", "three.txt"]);
  expect(await reply.inputValue()).toBe("");
  expect(await files.getByRole("listitem").count()).toBe(2);

  await two.getByRole("button", { name: "Try again" }).click();
  await two.locator('[data-reason="media.storage_unavailable"]').waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Take the file off: film.webm" }).click();
  await send.click();
  await expect.poll(got).toEqual(["All that you asked for", "three.txt", "two.txt"]);
  await files.waitFor({ state: "detached" });

  // Dropped, the first of which is not there any more when it is sent: the text stays with it.
  let isGone = false;
  await page.route("**/api/trpc/messages.send**", async (route) => {
    if (isGone) return route.continue();
    isGone = true;
    const explanation = {
      ...{ code: "chat_files.not_found", kind: "not_found", sentence: "This file is not there any more." },
      remedy: { label: "Reload", action: "reload" },
    };
    const data = { code: "NOT_FOUND", httpStatus: 404, reason: "chat_files.not_found", details: {}, explanation };
    return route.fulfill({ status: 404, json: [{ error: { message: "not found", code: -32_004, data } }] });
  });
  await reply.evaluate((box) => {
    const dropped = new DataTransfer();
    for (const word of ["four", "five"]) dropped.items.add(new File([word], `${word}.txt`, { type: "text/plain" }));
    box.dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true }));
  });
  await page.getByText("2 files, each a message of its own.").waitFor();
  await reply.fill("The last two");
  await send.click();
  await files.locator('[data-reason="chat_files.not_found"]').waitFor();
  await expect.poll(async () => (await got()).slice(3)).toEqual(["five.txt"]);
  expect(await reply.inputValue()).toBe("The last two");
  await send.click();
  await expect.poll(async () => (await got()).slice(3)).toEqual(["five.txt", "The last two"]);
  await phone.close();
  await page.close();
});
