import { randomBytes, randomUUID } from "node:crypto";
import { readdir } from "node:fs/promises";
import { ChatFileView } from "@nexusone/contracts/chat-files";
import { sweepChatFiles } from "@nexusone/core/chat-media/sweep-files";
import { attachPicture } from "@nexusone/core/chat-media/upload-file";
import { DAY_MS } from "@nexusone/core/clock";
import { uploadMedia } from "@nexusone/core/media/upload-media";
import { resendMessage } from "@nexusone/core/sending/change-message";
import { sendMessage } from "@nexusone/core/sending/send-message";
import { createMerchant } from "@nexusone/testing/merchants";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { pictureOf } from "../isolation/pictures.ts";
import { member, newApiKey } from "../isolation/world.ts";
import { openFiles } from "./chat-files.fixture.ts";

let chat: Awaited<ReturnType<typeof openFiles>>;
let person: Awaited<ReturnType<typeof chat.person>>;
let conversationId: string;
beforeAll(async () => {
  chat = await openFiles();
});
beforeEach(async () => {
  person = await chat.person();
  await chat.act(person.id, { do: "text", text: "Have you got a picture?" });
  await chat.hear();
  await chat.work();
  conversationId = (await chat.thread(person)).id;
});
afterAll(() => chat.stop());

const PDF = Buffer.from("%PDF-1.4 an offer");
const bytes = (content: Uint8Array) => new Uint8Array(content);
const kept = async (content: Uint8Array, name: string, type?: string): Promise<ChatFileView> => {
  const answer = await chat.upload(bytes(content), name, type);
  expect(answer.status).toBe(201);
  return ChatFileView.parse(await answer.json());
};
const refusal = async (content: Uint8Array, name: string, type?: string) => {
  const answer = await chat.upload(bytes(content), name, type);
  const { error } = (await answer.json()) as { error: { reason: string; details: object } };
  return [answer.status, error.reason, error.details];
};
const send = (fileId: string, caption?: string) =>
  sendMessage(chat.ctx, { conversationId, message: { type: "file", fileId, ...(caption && { caption }) } });
/** What the customer's telephone shows of the shop. */
const arrived = async () => {
  const [thread] = await chat.sandbox.control.whatsapp.threads.list({ line: chat.line, personId: person.id });
  return (thread?.messages ?? []).filter(({ from }) => from === "business");
};
const uploads = async (): Promise<number> => {
  const requests = await chat.sandbox.control.requests.list({ vendor: "whatsapp" });
  return requests.filter(({ path, method }) => method === "POST" && path === `/${chat.line}/media`).length;
};

describe("a file that goes out", () => {
  it("[MED-01] is kept here, uploaded by the job that sends, and shown on both sides", async () => {
    const picture = await sharp({ create: { width: 800, height: 400, channels: 3, background: "#a40" } })
      .jpeg()
      .toBuffer();
    const file = await kept(picture, "Die Lampe (groß).jpg", "image/jpeg");
    expect(file).toMatchObject({
      state: "ready",
      kind: "image",
      name: "Die Lampe (groß).jpg",
      width: 800,
      height: 400,
    });
    const before = await uploads();
    const { id, state } = await send(file.id, "Like this?");
    expect(state).toBe("queued");
    expect(await uploads()).toBe(before);
    await chat.work();
    expect(await uploads()).toBe(before + 1);
    expect(await arrived()).toMatchObject([{ type: "image", content: { image: { caption: "Like this?" } } }]);
    const [message] = (await chat.thread(person)).messages.filter((one) => one.id === id);
    expect(message).toMatchObject({ kind: "media", text: "Like this?", content: { type: "media", media: "image" } });
    const shown = await chat.get(chat.fileOf(message).links?.inline ?? "");
    expect(Buffer.from(await shown.arrayBuffer())).toEqual(picture);

    // The vendor keeps it for a month: the same file goes up once for its number.
    await send(file.id);
    await chat.work();
    expect([(await arrived()).length, await uploads()]).toEqual([2, before + 1]);
    chat.platform.clock.advance(29 * DAY_MS);
    await chat.sandbox.control.clock.advance(29 * DAY_MS);
    await chat.act(person.id, { do: "text", text: "Once more?" });
    await chat.hear();
    await send(file.id);
    await chat.work();
    expect([(await arrived()).length, await uploads()]).toEqual([3, before + 2]);
  });

  it("[MED-05] is made fit for WhatsApp where that is sane: type, size, and where it was taken", async () => {
    const webp = await sharp({ create: { width: 300, height: 200, channels: 4, background: "#a408" } })
      .webp()
      .toBuffer();
    expect(await kept(webp, "lamp.webp")).toMatchObject({ kind: "image", mimeType: "image/jpeg", name: "lamp.jpg" });
    const noise = await sharp(randomBytes(2_100 * 1_500 * 3), { raw: { width: 2_100, height: 1_500, channels: 3 } })
      .png({ compressionLevel: 0 })
      .toBuffer();
    expect(noise.length).toBeGreaterThan(5 * 1024 ** 2);
    const smaller = await kept(noise, "noise.png");
    expect(smaller).toMatchObject({ mimeType: "image/jpeg", width: 2_100, height: 1_500 });
    expect(smaller.bytes).toBeLessThanOrEqual(5 * 1024 ** 2);
    const somewhere = await sharp({ create: { width: 40, height: 20, channels: 3, background: "#a40" } })
      .withExif({ IFD3: { GPSLatitude: "48/1 51/1 30/1" } })
      .jpeg()
      .toBuffer();
    const plain = await kept(somewhere, "here.jpg");
    const stored = await chat.get(plain.links?.download ?? "");
    expect((await sharp(Buffer.from(await stored.arrayBuffer())).metadata()).exif).toBeUndefined();
  });

  it("[MED-04] is refused with reason and remedy when WhatsApp would not take it", async () => {
    const film = Buffer.concat([Buffer.from("\0\0\0\x18ftypmp42", "latin1"), Buffer.alloc(16 * 1024 ** 2)]);
    expect(await refusal(film, "film.mp4", "video/mp4")).toEqual([
      413,
      "chat_files.too_large",
      { kind: "video", megabytes: 16 },
    ]);
    const webm = Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 1, 2, 3]);
    expect(await refusal(webm, "film.mp4", "video/mp4")).toEqual([400, "chat_files.type_refused", {}]);
    expect(await refusal(Buffer.from("MZ\x90\0"), "tool.pdf", "application/pdf")).toEqual([
      400,
      "chat_files.type_refused",
      {},
    ]);
    expect(await refusal(Buffer.alloc(0), "empty.pdf")).toEqual([400, "chat_files.empty", {}]);
    expect(await refusal(Buffer.from("\xff\xd8\xff\xe0 broken", "latin1"), "a.jpg")).toEqual([
      400,
      "media.unreadable",
      {},
    ]);
    const voice = await kept(Buffer.from("OggS\0 no Opus"), "sound.ogg");
    await expect(send(voice.id, "A caption")).rejects.toMatchObject({ reason: "sending.not_allowed" });
    await chat.server.database.sql`update merchant_plans set plan = 'free' where merchant_id = ${chat.ctx.merchantId}`;
    await chat.server.database.sql`update chat_files set bytes = ${250 * 1024 ** 2} where id = ${voice.id}`;
    expect(await refusal(PDF, "offer.pdf")).toEqual([403, "media.plan_full", { limit: 250 }]);
    await chat.server.database.sql`update chat_files set bytes = 10 where id = ${voice.id}`;
  });

  it("[MED-04] reads a body only of who may answer customers, and cuts off what is larger than anything WhatsApp takes", async () => {
    const url = `${chat.server.url}/api/chat-files`;
    const stranger = await fetch(url, { method: "POST", body: bytes(PDF) });
    expect(stranger.status).toBe(401);
    const reader = await newApiKey(chat.owner, ["conversations:read"]);
    const refused = await fetch(url, {
      method: "POST",
      headers: { "x-api-key": reader.key, "content-type": "application/pdf" },
      body: bytes(PDF),
    });
    expect(refused.status).toBe(403);
    const large = new Uint8Array(100 * 1024 ** 2 + 1);
    large.set(PDF);
    expect(await refusal(large, "long.pdf")).toEqual([
      413,
      "chat_files.too_large",
      { kind: "document", megabytes: 100 },
    ]);
    expect(await readdir(chat.platform.media.scratch)).toEqual([]);
  });

  it("[MED-01] of another shop, or not there any more, is no file", async () => {
    const other = await member(chat.server, (await createMerchant(chat.platform.db)).id, "owner");
    const { id } = await kept(PDF, "offer.pdf");
    const theirs = { ...chat, ctx: other.ctx };
    await expect(attachPicture(theirs.ctx, { mediaId: randomUUID() })).rejects.toMatchObject({
      reason: "media.not_found",
    });
    await expect(send(randomUUID())).rejects.toMatchObject({ reason: "chat_files.not_found" });
    const foreign = await attachPicture(other.ctx, {
      mediaId: (
        await uploadMedia(other.ctx, { fileData: (await pictureOf()).toString("base64"), fileName: "lamp.png" })
      ).id,
    });
    await expect(send(foreign.id)).rejects.toMatchObject({ reason: "chat_files.not_found" });
    chat.platform.clock.advance(2 * DAY_MS);
    await chat.sandbox.control.clock.advance(2 * DAY_MS);
    await sweepChatFiles(chat.ctx);
    await chat.act(person.id, { do: "text", text: "Still there?" });
    await chat.hear();
    await expect(send(id)).rejects.toMatchObject({ reason: "chat_files.not_found" });
  });

  it("[MED-01] comes from the shop's pictures as well, as a copy", async () => {
    const media = await uploadMedia(chat.ctx, {
      fileData: (await pictureOf()).toString("base64"),
      fileName: "lamp.png",
    });
    const file = await attachPicture(chat.ctx, { mediaId: media.id });
    expect(file).toMatchObject({ kind: "image", mimeType: "image/png", name: "lamp.png" });
    await send(file.id);
    await chat.work();
    expect(await arrived()).toMatchObject([{ type: "image" }]);
  });

  it("[WAM-01] waits in its place while the upload fails, and is sent again from what is stored here", async () => {
    const { control } = chat.sandbox;
    const { id: fileId } = await kept(PDF, "offer.pdf");
    const fault = await control.faults.add({
      match: { vendor: "whatsapp", path: `/${chat.line}/media` },
      kind: "status",
      status: 503,
    });
    const { id } = await send(fileId);
    await sendMessage(chat.ctx, { conversationId, message: { type: "text", text: "Here it is" } });
    await chat.work();
    expect(await arrived()).toEqual([]);
    const state = async () => (await chat.thread(person)).messages.find((one) => one.id === id);
    expect(await state()).toMatchObject({ state: "queued", reason: "messages.unavailable" });
    await control.faults.remove(fault);
    chat.platform.clock.advance(10 * 60_000);
    await control.clock.advance(10 * 60_000);
    await chat.work();
    expect(await arrived()).toMatchObject([{ type: "document" }, { type: "text" }]);

    // Refused for good by the vendor: the repeat goes up anew.
    const [account] = (await control.whatsapp.accounts.list()).filter(
      ({ phoneNumberId }) => phoneNumberId === chat.line,
    );
    await control.whatsapp.accounts.set(account!.phoneNumberId, { refusesWith: 131053 });
    const again = await send(fileId);
    await chat.work();
    const failed = (await chat.thread(person)).messages.find((one) => one.id === again.id);
    expect(failed).toMatchObject({ state: "failed", reason: "messages.media_failed" });
    await control.whatsapp.accounts.set(account!.phoneNumberId, { refusesWith: null });
    const before = await uploads();
    const repeat = await resendMessage(chat.ctx, { id: again.id });
    await chat.work();
    expect(await uploads()).toBe(before + 1);
    expect((await arrived()).map(({ type }) => type)).toEqual(["document", "text", "document"]);
    const [sent] = (await chat.thread(person)).messages.filter((one) => one.id === repeat.id);
    expect(chat.fileOf(sent).id).toBe(fileId);
  });
});
