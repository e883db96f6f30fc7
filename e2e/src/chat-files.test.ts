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
