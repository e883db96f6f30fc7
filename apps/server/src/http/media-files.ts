import { MEDIA_TYPES } from "@nexusone/contracts/media-terms";
import { DomainError } from "@nexusone/core/errors";
import { checkMediaLink, keyOf, MEDIA_FILES_PATH } from "@nexusone/core/media/links";
import type { FastifyInstance } from "fastify";
import type { Running } from "../start.ts";

const TYPES = new Map<string, string>(Object.entries(MEDIA_TYPES).map(([type, ending]) => [ending, type]));
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const FILE = /^(?:thumbnail|medium|original)\.([a-z]{3,4})$/;

type Place = { readonly merchantId: string; readonly mediaId: string; readonly file: string };

/**
 * Files by signed link, without a session: the signature says for which merchant, file, size and time. What it opens never
 * changes, so browsers keep it; whatever it holds, nothing in it may run.
 */
export function mountMediaFiles(app: FastifyInstance, { platform, config }: Running): void {
  // A delivery network keeps by the whole address, and asks us again when the link is another.
  const whose = config.MEDIA_CDN_URL ? "public" : "private";
  app.get<{ Params: Place; Querystring: { e?: string; s?: string } }>(
    `${MEDIA_FILES_PATH}/:merchantId/:mediaId/:file`,
    async (request, reply) => {
      const { merchantId, mediaId, file } = request.params;
      const type = TYPES.get(FILE.exec(file)?.[1] ?? "");
      if (!type || !ID.test(merchantId) || !ID.test(mediaId)) throw new DomainError("media.link_invalid");
      const place = { merchantId, mediaId, file };
      const { e: window = "", s: signature = "" } = request.query;
      const until = checkMediaLink(platform.keyring, place, { window: String(window), signature: String(signature) });
      const mark = `"${mediaId}-${file}"`;
      void reply.headers({
        etag: mark,
        "cache-control": `${whose}, max-age=${Math.max(0, Math.floor((until.getTime() - Date.now()) / 1_000))}, immutable`,
        "content-security-policy": "sandbox; default-src 'none'",
        "cross-origin-resource-policy": "cross-origin",
      });
      if (request.headers["if-none-match"] === mark) return reply.code(304).send();
      const found = await platform.media.storage.read(keyOf(place)).catch((error: unknown) => {
        throw new DomainError("media.storage_unavailable", {}, error);
      });
      if (!found) {
        void reply.removeHeader("etag").header("cache-control", "no-store");
        throw new DomainError("media.not_found");
      }
      return reply
        .headers({
          "content-type": type,
          "content-length": found.bytes,
          "content-disposition": `inline; filename="${file}"`,
        })
        .send(found.content);
    },
  );
}
