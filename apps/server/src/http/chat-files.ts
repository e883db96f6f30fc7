import { Readable } from "node:stream";
import type { MerchantId } from "@nexusone/contracts/ids";
import { CHAT_FILES_PATH, isInert, ORIGINAL, PREVIEW } from "@nexusone/core/chat-media/links";
import { uploadChatFile } from "@nexusone/core/chat-media/upload-file";
import { DomainError } from "@nexusone/core/errors";
import { checkMediaLink, keyOf } from "@nexusone/core/media/links";
import { findChatFile, type ChatFileRow } from "@nexusone/db/queries/chat-files";
import { withMerchant } from "@nexusone/db/with-merchant";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Running } from "../start.ts";
import type { CreateContext } from "./request-context.ts";

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
type Asked = FastifyRequest<{
  Params: { merchantId: string; mediaId: string; file: string };
  Querystring: { e?: string; s?: string; download?: string };
}>;

/**
 * Files of chats. `GET` by signed link, while the file is there; in parts for who plays it. `POST` with the bytes as the body and
 * the name in `x-file-name`, for who may answer customers.
 */
export async function mountChatFiles(
  app: FastifyInstance,
  { platform }: Running,
  createContext: CreateContext,
): Promise<void> {
  app.get(`${CHAT_FILES_PATH}/:merchantId/:mediaId/:file`, async (request: Asked, reply) => {
    const { merchantId, mediaId, file } = request.params;
    if ((file !== ORIGINAL && file !== PREVIEW) || !ID.test(merchantId) || !ID.test(mediaId))
      throw new DomainError("media.link_invalid");
    const { e: window = "", s: signature = "" } = request.query;
    const place = { merchantId, mediaId, file };
    const until = checkMediaLink(platform.keyring, place, { window: String(window), signature: String(signature) });
    const row = await withMerchant(platform.db, { merchantId: merchantId as MerchantId, readOnly: true }, (tx) =>
      findChatFile(tx, mediaId),
    );
    if (row?.state !== "ready") throw new DomainError("chat_files.not_found");
    void reply.headers({
      "cache-control": `private, max-age=${Math.max(0, Math.floor((until.getTime() - Date.now()) / 1_000))}, immutable`,
      "content-security-policy": "sandbox; default-src 'none'",
      "cross-origin-resource-policy": "same-origin",
      ...typeOf(row, file, request.query.download !== undefined),
    });
    return sendPart(request, reply, file === PREVIEW ? (row.previewBytes ?? 0) : (row.bytes ?? 0), (range) =>
      platform.media.storage.read(keyOf(place), range).catch((error: unknown) => {
        throw new DomainError("media.storage_unavailable", {}, error);
      }),
    );
  });

  await app.register((scope) => {
    scope.removeAllContentTypeParsers();
    // The body stays a stream: it may be a hundred megabytes.
    scope.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
    scope.post(CHAT_FILES_PATH, async (request, reply) => {
      const { principal, merchantId, takeLimit } = await createContext(request, reply);
      if (principal.kind === "anonymous") throw principal.refusal ?? new DomainError("request.unauthenticated");
      if (!principal.service)
        throw new DomainError(merchantId ? "request.merchant_forbidden" : "request.merchant_required");
      await takeLimit("heavy");
      const { body, headers } = request;
      const content = body instanceof Readable ? body : Readable.from([]);
      const mime = headers["content-type"]?.split(";")[0]?.trim().toLowerCase() ?? null;
      const view = await uploadChatFile(principal.service, { name: nameIn(headers["x-file-name"]), mime, content });
      return reply.code(201).header("cache-control", "no-store").send(view);
    });
  });
}

/** Percent-encoded, since headers carry no other letters. */
function nameIn(header: string | string[] | undefined): string {
  try {
    return decodeURIComponent(String(header ?? ""));
  } catch {
    return "";
  }
}

/** What a browser may not show goes to disk under its name; whatever it is, nothing in it runs. */
function typeOf({ mime, name, kind }: ChatFileRow, file: string, isDownload: boolean): Record<string, string> {
  if (file === PREVIEW) return { "content-type": "image/webp", "content-disposition": "inline" };
  const isShown = isInert(mime) && !isDownload;
  const label = encodeURIComponent(name || kind).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return {
    "content-type": isInert(mime) ? (mime ?? "") : "application/octet-stream",
    "content-disposition": isShown ? "inline" : `attachment; filename*=UTF-8''${label}`,
  };
}

type Range = { readonly start: number; readonly end: number };
type Read = (range?: Range) => Promise<{ bytes: number; content: NodeJS.ReadableStream } | undefined>;

/** The whole, or the one part asked for: a player jumps about in a recording. */
async function sendPart(request: Asked, reply: FastifyReply, size: number, read: Read): Promise<FastifyReply> {
  const asked = /^bytes=(\d*)-(\d*)$/.exec(String(request.headers.range ?? ""));
  const range = asked ? rangeOf(asked[1] ?? "", asked[2] ?? "", size) : undefined;
  if (range === null) return reply.code(416).header("content-range", `bytes */${size}`).send();
  const found = await read(range);
  if (!found) {
    void reply.header("cache-control", "no-store").removeHeader("content-disposition").removeHeader("content-type");
    throw new DomainError("chat_files.not_found");
  }
  void reply.headers({ "accept-ranges": "bytes", "content-length": found.bytes });
  if (range) void reply.code(206).header("content-range", `bytes ${range.start}-${range.end}/${size}`);
  return reply.send(found.content);
}

/** Undefined: the whole. Null: there is no such part. */
function rangeOf(from: string, to: string, size: number): Range | null | undefined {
  if (from === "" && to === "") return undefined;
  const start = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  return start <= end && start < size ? { start, end } : null;
}
