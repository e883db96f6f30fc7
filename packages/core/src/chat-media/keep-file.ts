import { open, stat } from "node:fs/promises";
import { MAX_PICTURE_BYTES } from "@nexusone/contracts/chat-file-terms";
import type { ChatFileRow } from "@nexusone/db/queries/chat-files";
import type { ServiceContext } from "../context.ts";
import { DomainError, isDomainError } from "../errors.ts";
import { readImage } from "../media/read-image.ts";
import { takeTurns } from "../media/take-turns.ts";
import { readFile } from "node:fs/promises";
import { fileTypeOf, HEAD_BYTES, opusSeconds } from "./file-type.ts";
import { originalKey, previewKey } from "./links.ts";

export type FileFacts = Pick<ChatFileRow, "width" | "height" | "seconds" | "previewBytes"> & {
  readonly mime: string;
  readonly bytes: number;
};
type Said = { readonly mime: string | null; readonly name: string };

const TAIL_BYTES = 64 * 1024;
/** Pictures make the processor sweat: one at a time. */
const turn = takeTurns(1);

/** Type by content, size, and length of a voice note. Reads the two ends of the file alone. */
export async function lookAtFile(
  path: string,
  said: Said,
): Promise<{ mime: string; bytes: number; seconds: number | null }> {
  const { size } = await stat(path);
  const file = await open(path);
  try {
    const part = async (from: number, length: number): Promise<Buffer> => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(length, size)), 0, undefined, from);
      return buffer.subarray(0, bytesRead);
    };
    const head = await part(0, HEAD_BYTES);
    const tail = await part(Math.max(0, size - TAIL_BYTES), TAIL_BYTES);
    return { mime: fileTypeOf(head, said), bytes: size, seconds: opusSeconds(head, tail) ?? null };
  } finally {
    await file.close();
  }
}

/**
 * Puts a file of this computer into the store of files, with a small picture of it beside it where it is one. The original stays as
 * it is; of a picture that cannot be unpacked safely there is none but that. @throws `media.storage_unavailable`
 */
export async function keepFile(
  ctx: ServiceContext,
  row: Pick<ChatFileRow, "merchantId" | "id">,
  path: string,
  said: Said,
): Promise<FileFacts> {
  const { mime, bytes, seconds } = await lookAtFile(path, said);
  const picture = mime.startsWith("image/") && bytes <= MAX_PICTURE_BYTES ? await smallPicture(ctx, path) : undefined;
  const { storage } = ctx.platform.media;
  try {
    await storage.put(originalKey(row), { path, bytes }, mime);
    if (picture) await storage.put(previewKey(row), picture.bytes, "image/webp");
  } catch (error) {
    throw new DomainError("media.storage_unavailable", {}, error);
  }
  const { width = null, height = null } = picture ?? {};
  return { mime, bytes, seconds, width, height, previewBytes: picture?.bytes.length ?? null };
}

async function smallPicture(ctx: ServiceContext, path: string) {
  try {
    const { width, height, variants } = await turn(async () => readImage(await readFile(path)));
    return { width, height, bytes: variants.medium.bytes };
  } catch (error) {
    if (!isDomainError(error)) throw error;
    ctx.platform.log.info({ reason: error.reason }, "a picture of a chat is shown as a file");
    return undefined;
  }
}
