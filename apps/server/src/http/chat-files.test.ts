import { randomUUID } from "node:crypto";
import { readdir } from "node:fs/promises";
import { sweepChatFiles } from "@nexusone/core/chat-media/sweep-files";
import { retryChatFile } from "@nexusone/core/chat-media/retry-file";
import { sendMessage } from "@nexusone/core/sending/send-message";
import { getMediaUsage } from "@nexusone/core/media/list-media";
import { DAY_MS } from "@nexusone/core/clock";
import { updateChannel } from "@nexusone/db/queries/whatsapp-channels";
import { inMerchantTx } from "@nexusone/core/transaction";
import { CHANNEL_TOKEN_PURPOSE } from "@nexusone/core/whatsapp/client-of";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noteReasonsIn } from "@nexusone/testing/observed-reasons";
import { openFiles } from "./chat-files.fixture.ts";

let chat: Awaited<ReturnType<typeof openFiles>>;
beforeAll(async () => {
  chat = await openFiles();
});
afterAll(() => chat.stop());

const reasonOf = async (response: Response) => {
  const { error } = (await response.json()) as { error: { reason: string } };
  return error.reason;
};
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
/** Somebody writes with a file, and it is fetched. */
async function received(act: { kind: "image" | "voice" | "document" | "sticker" | "video"; [more: string]: unknown }) {
  const person = await chat.person();
  await chat.act(person.id, { do: "file", ...act });
  await chat.hear();
  await chat.work();
  const { messages, id } = await chat.thread(person);
  return { person, id, message: messages[0], file: chat.fileOf(messages[0]) };
}

describe("a file that comes in", () => {
  it("[MED-05] [WAM-07] is there as soon as the message, and is fetched by the job at once", async () => {
    const person = await chat.person();
    const original = await sharp({ create: { width: 1200, height: 600, channels: 3, background: "#a40" } })
      .withExif({ IFD0: { Copyright: "planted-in-the-exif" } })
      .jpeg()
      .toBuffer();
    await chat.act(person.id, {
      do: "file",
      kind: "image",
      base64: original.toString("base64"),
      mimeType: "image/jpeg",
      caption: "My lamp",
    });
    await chat.hear();
    const waiting = chat.fileOf((await chat.thread(person)).messages[0]);
    expect(waiting).toMatchObject({ state: "waiting", kind: "image", mimeType: "image/jpeg", links: null });
    expect(await chat.work()).toEqual([]);
    const [message] = (await chat.thread(person)).messages;
    const file = chat.fileOf(message);
    expect(message).toMatchObject({ kind: "media", text: "My lamp", content: { caption: "My lamp" } });
    expect(file).toMatchObject({ state: "ready", reason: null, width: 1200, height: 600, bytes: original.length });

    const preview = await chat.get(file.links?.preview ?? "");
    expect(preview.headers.get("content-type")).toBe("image/webp");
    const small = await bytesOf(preview);
    expect(await sharp(small).metadata()).toMatchObject({ width: 600, height: 300 });
    expect((await sharp(small).metadata()).exif).toBeUndefined();
    const whole = await chat.get(file.links?.download ?? "");
    expect(whole.headers.get("content-disposition")).toMatch(/^attachment/);
    expect(await bytesOf(whole)).toEqual(original);
    const inline = await chat.get(file.links?.inline ?? "");
    expect(Object.fromEntries(inline.headers)).toMatchObject({
      "content-type": "image/jpeg",
      "content-disposition": "inline",
      "content-security-policy": "sandbox; default-src 'none'",
      "x-content-type-options": "nosniff",
    });
  });

  it("[MED-05] plays a voice note from anywhere in it", async () => {
    const { file } = await received({ kind: "voice" });
    expect(file).toMatchObject({ state: "ready", kind: "audio", voice: true, mimeType: "audio/ogg", seconds: 2 });
    const inline = file.links?.inline ?? "";
    const whole = await bytesOf(await chat.get(inline));
    const part = await chat.get(inline, { range: "bytes=10-19" });
    expect([part.status, part.headers.get("content-range")]).toEqual([206, `bytes 10-19/${whole.length}`]);
    expect(await bytesOf(part)).toEqual(whole.subarray(10, 20));
    expect(await bytesOf(await chat.get(inline, { range: "bytes=-5" }))).toEqual(whole.subarray(-5));
    expect((await chat.get(inline, { range: `bytes=${whole.length}-` })).status).toBe(416);
  });

  it("[MED-04] believes the content of a file and nothing else that is said of it", async () => {
    const page = "<!doctype html><script>alert(1)</script>";
    const { file } = await received({
      kind: "document",
      base64: Buffer.from(page).toString("base64"),
      mimeType: "image/png",
      filename: "../../etc/\u202Egnp.html",
    });
    expect(file).toMatchObject({ state: "ready", mimeType: "text/plain", name: "gnp.html" });
    expect(file.links).toMatchObject({ inline: null, preview: null });
    const got = await chat.get(file.links?.download ?? "");
    expect(got.headers.get("content-type")).toBe("application/octet-stream");
    expect(got.headers.get("content-disposition")).toBe("attachment; filename*=UTF-8''gnp.html");

    // Small as a file, and as large as a hall once it is unpacked.
    const bomb = await sharp({ create: { width: 12_000, height: 12_000, channels: 3, background: "#fff" } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    const packed = await received({ kind: "image", base64: bomb.toString("base64"), mimeType: "image/png" });
    expect(packed.file).toMatchObject({ state: "ready", links: { preview: null } });
    const sticker = await received({ kind: "sticker" });
    expect(sticker.file).toMatchObject({ state: "ready", kind: "sticker", mimeType: "image/webp", width: 512 });
  });

  it("[MED-04] says so when WhatsApp has it no longer, and asks again while it cannot be asked", async () => {
    const person = await chat.person();
    await chat.act(person.id, { do: "file", kind: "document" });
    await chat.hear();
    const { control } = chat.sandbox;
    await control.whatsapp.accounts.killToken(chat.token);
    const [failure] = await chat.work(3);
    expect(failure).toMatchObject({ reason: "messages.token_dead" });
    const waits = (await chat.thread(person)).messages[0];
    expect(chat.fileOf(waits)).toMatchObject({ state: "waiting", reason: "messages.token_dead" });
    // After the last attempt a person tries again, when the number works.
    await retryChatFile(chat.ctx, { messageId: waits!.id });
    expect(await chat.work(14)).toEqual([]);
    expect(chat.fileOf((await chat.thread(person)).messages[0])).toMatchObject({ state: "failed" });
    const [account] = (await control.whatsapp.accounts.list()).filter(
      ({ phoneNumberId }) => phoneNumberId === chat.line,
    );
    const token = await control.whatsapp.accounts.grant(account!.accountId);
    const tokenSealed = chat.platform.keyring.seal(token, CHANNEL_TOKEN_PURPOSE);
    await inMerchantTx(chat.ctx, (tx) => updateChannel(tx, chat.channelId, { tokenSealed }));
    expect(await retryChatFile(chat.ctx, { messageId: waits!.id })).toMatchObject({ state: "waiting", reason: null });
    await chat.work();
    expect(chat.fileOf((await chat.thread(person)).messages[0])).toMatchObject({ state: "ready", reason: null });

    await chat.act(person.id, { do: "file", kind: "image" });
    await chat.hear();
    await control.clock.advance(8 * DAY_MS);
    expect(await chat.work()).toEqual([]);
    const gone = chat.fileOf((await chat.thread(person)).messages[0]);
    expect(gone).toMatchObject({ state: "gone", reason: "chat_files.gone", links: null });
    noteReasonsIn(JSON.stringify(gone));
    expect(await retryChatFile(chat.ctx, { messageId: (await chat.thread(person)).messages[0]!.id })).toMatchObject({
      state: "gone",
    });
  });

  it("[MED-04] is not believed to be here when it is another than the one announced", async () => {
    const { person } = await received({ kind: "image" });
    const [thread] = await chat.sandbox.control.whatsapp.threads.list({ line: chat.line, personId: person.id });
    const { id } = thread!.messages[0]!.content["image"] as { id: string }; // the picture just sent
    const other = Buffer.alloc(32, 7).toString("base64");
    const content = { id, mime_type: "image/jpeg", sha256: other };
    await chat.act(person.id, { do: "raw", type: "image", content });
    await chat.hear();
    expect(await chat.work(1)).toMatchObject([{ reason: "chat_files.damaged" }]);
    const [message] = (await chat.thread(person)).messages;
    await retryChatFile(chat.ctx, { messageId: message!.id });
    expect(await chat.work(14)).toEqual([]);
    const file = chat.fileOf((await chat.thread(person)).messages[0]);
    expect(file).toMatchObject({ state: "failed", reason: "chat_files.damaged", links: null });
    noteReasonsIn(JSON.stringify(file));
    expect(await readdir(chat.platform.media.scratch)).toEqual([]);
  });

  it("[WAM-07] [MED-01] comes and goes over Whapi as well", async () => {
    const whapi = await chat.openWhapi();
    const person = await chat.person();
    await chat.act(person.id, { do: "file", kind: "voice" }, whapi.line);
    await chat.hear();
    expect(await chat.work()).toEqual([]);
    const { messages, id: conversationId } = await chat.thread(person);
    expect(chat.fileOf(messages[0])).toMatchObject({ state: "ready", voice: true, mimeType: "audio/ogg", seconds: 2 });
    const { id: fileId } = (await (
      await chat.upload(new Uint8Array(Buffer.from("%PDF-1.4 an offer")), "offer.pdf")
    ).json()) as { id: string };
    await sendMessage(chat.ctx, { conversationId, message: { type: "file", fileId } });
    expect(await chat.work()).toEqual([]);
    const [thread] = await chat.sandbox.control.whatsapp.threads.list({ line: whapi.line, personId: person.id });
    expect(thread?.messages.filter(({ from }) => from === "business")).toMatchObject([{ type: "document" }]);
    // Whapi tells of our own send: it stays one message with one file.
    await chat.hear();
    await chat.work();
    const after = (await chat.thread(person)).messages;
    expect(after).toHaveLength(2);
    expect(chat.fileOf(after[0]).id).toBe(fileId);
  });

  it("[WAM-07] goes with the message that its sender takes back", async () => {
    const { person, file, message } = await received({ kind: "image", caption: "Not for you" });
    await chat.act(person.id, { do: "revoke", messageId: message?.externalId ?? "" });
    await chat.hear();
    const [revoked] = (await chat.thread(person)).messages;
    expect(revoked).toMatchObject({ content: { type: "revoked" }, file: null });
    expect(await reasonOf(await chat.get(file.links?.download ?? ""))).toBe("chat_files.not_found");
    const { storage } = chat.platform.media;
    const key = (name: string) => `${chat.ctx.merchantId}/${file.id}/${name}`;
    expect(await storage.read(key("original.bin"))).toBeDefined();
    await chat.work();
    expect(await storage.read(key("original.bin"))).toBeUndefined();
    expect(await storage.read(key("medium.webp"))).toBeUndefined();
    expect(await chat.server.database.sql`select 1 from chat_files where id = ${file.id}`).toHaveLength(0);
  });

  it("[WAM-07] leaves nothing behind when it is taken back while it is being fetched", async () => {
    const person = await chat.person();
    const { id: externalId } = await chat.act(person.id, { do: "file", kind: "image" });
    await chat.hear();
    const { id } = chat.fileOf((await chat.thread(person)).messages[0]);
    const { whatsapp } = chat.platform;
    const meanwhile: typeof fetch = async (input, init) => {
      const answer = await fetch(input, init);
      if (!String(input).includes("graph-media")) return answer;
      Object.assign(whatsapp, { fetch: undefined });
      await chat.act(person.id, { do: "revoke", messageId: externalId });
      await chat.hear();
      await chat.work();
      return answer;
    };
    Object.assign(whatsapp, { fetch: meanwhile });
    expect(await chat.work()).toEqual([]);
    for (const name of ["original.bin", "medium.webp"])
      expect(await chat.platform.media.storage.read(`${chat.ctx.merchantId}/${id}/${name}`)).toBeUndefined();
    expect((await chat.thread(person)).messages[0]).toMatchObject({ content: { type: "revoked" }, file: null });
  });

  it("[MED-02] opens to who has the link, for this file and until it expires alone", async () => {
    const { file } = await received({ kind: "document" });
    const { file: other } = await received({ kind: "document" });
    const link = file.links?.download ?? "";
    expect((await chat.get(link)).status).toBe(200);
    expect(await reasonOf(await chat.get(link.replace(file.id, other.id)))).toBe("media.link_invalid");
    expect(await reasonOf(await chat.get(link.replace(file.id, randomUUID())))).toBe("media.link_invalid");
    const path = link.split("?")[0] ?? "";
    expect(await reasonOf(await chat.get(path))).toBe("media.link_invalid");
    expect(await reasonOf(await chat.get(link.replace("original.bin", "medium.webp")))).toBe("media.link_invalid");
  });

  it("[MED-03] counts in the figures of what the shop stores, and is swept when no message has it", async () => {
    const { file, message } = await received({ kind: "image" });
    const before = await getMediaUsage(chat.ctx);
    await chat.server.database.sql`delete from messages where id = ${message!.id}`;
    await sweepChatFiles(chat.ctx);
    expect((await getMediaUsage(chat.ctx)).chatFiles).toBe(before.chatFiles);
    chat.platform.clock.advance(2 * DAY_MS);
    await sweepChatFiles(chat.ctx);
    const after = await getMediaUsage(chat.ctx);
    expect(before.chatFiles - after.chatFiles).toBeGreaterThanOrEqual(1);
    expect(await chat.platform.media.storage.read(`${chat.ctx.merchantId}/${file.id}/original.bin`)).toBeUndefined();
  });
});
