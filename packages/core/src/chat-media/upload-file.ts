import { createWriteStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { AttachPictureInput, type ChatFileView } from "@nexusone/contracts/chat-files";
import { MAX_CHAT_FILE_BYTES } from "@nexusone/contracts/chat-file-terms";
import { changeChatFile, findChatFile, insertChatFile } from "@nexusone/db/queries/chat-files";
import { findMedia } from "@nexusone/db/queries/media";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { actorUserId, type ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { failpoint } from "../failpoints.ts";
import { keyOf, originalName } from "../media/links.ts";
import { requireRoom } from "../media/room.ts";
import { takeTurns } from "../media/take-turns.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { labelOf } from "./file-name.ts";
import { fitFile, tooLargeForAnything } from "./fit-file.ts";
import { keepFile, lookAtFile } from "./keep-file.ts";
import { withScratch } from "./scratch.ts";
import { viewChatFile } from "./view-file.ts";

type Content = AsyncIterable<Uint8Array>;
const turn = takeTurns(2);

/**
 * Keeps a file that somebody is about to send; until a message has it, it goes after a day. Read piece by piece.
 * @throws what `fitFile` throws, `media.plan_full`, `media.storage_unavailable`
 */
export async function uploadChatFile(
  ctx: ServiceContext,
  given: { readonly name: string; readonly mime: string | null; readonly content: Content },
): Promise<ChatFileView> {
  authorize(ctx, "conversations:reply");
  return withScratch(ctx.platform, async (path) => {
    await pipeline(atMost(given.content, MAX_CHAT_FILE_BYTES), createWriteStream(path, { mode: 0o600 }));
    return keepOwn(ctx, path, given);
  });
}

/** A picture of the shop's library for a chat: a copy, which lives as long as the chat. @throws `media.not_found`, and as above */
export async function attachPicture(
  ctx: ServiceContext,
  rawInput: z.input<typeof AttachPictureInput>,
): Promise<ChatFileView> {
  authorize(ctx, "conversations:reply");
  const { mediaId } = AttachPictureInput.parse(rawInput);
  const picture = await readMerchant(ctx, (tx) => findMedia(tx, mediaId));
  if (!picture) throw new DomainError("media.not_found");
  const { merchantId, mime, originalName: name } = picture;
  const { storage } = ctx.platform.media;
  const found = await storage
    .read(keyOf({ merchantId, mediaId, file: originalName(mime) }))
    .catch((error: unknown) => Promise.reject(new DomainError("media.storage_unavailable", {}, error)));
  if (!found) throw new DomainError("media.not_found");
  return withScratch(ctx.platform, async (path) => {
    await pipeline(found.content, createWriteStream(path, { mode: 0o600 }));
    return keepOwn(ctx, path, { name, mime });
  });
}

async function* atMost(content: Content, most: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of content) {
    size += chunk.byteLength;
    if (size > most) throw tooLargeForAnything();
    yield chunk;
  }
}

async function keepOwn(
  ctx: ServiceContext,
  path: string,
  said: { readonly name: string; readonly mime: string | null },
): Promise<ChatFileView> {
  const label = labelOf(said.name);
  const looked = await lookAtFile(path, { ...said, name: label });
  const { kind, content } = await turn(() => fitFile(path, looked));
  if (content) await writeFile(path, content);
  const mime = content ? "image/jpeg" : looked.mime;
  const name = content ? `${label.replace(/\.\w{1,5}$/, "") || "picture"}.jpg` : label;
  const now = ctx.platform.clock.now();
  const row = await inMerchantTx(ctx, async (tx) => {
    await requireRoom(tx, content?.length ?? looked.bytes);
    return insertChatFile(tx, {
      state: "storing",
      kind,
      // What plays as a voice note: Opus in Ogg.
      voice: mime === "audio/ogg" && looked.seconds !== null,
      mime,
      name,
      ownerId: actorUserId(ctx.actor),
      receivedAt: now,
      unusedSince: now,
    });
  });
  const facts = await keepFile(ctx, row, path, { mime, name });
  failpoint("chat_file.upload.after_bytes");
  return inMerchantTx(ctx, async (tx) => {
    const ready = await changeChatFile(tx, row.id, ["storing"], { ...facts, state: "ready" });
    const kept = ready ? await findChatFile(tx, row.id) : undefined;
    if (!kept) throw new DomainError("media.storage_unavailable");
    return viewChatFile(ctx.platform, kept);
  });
}
