import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportMerchant } from "@nexusone/core/archive/export-merchant";
import { DomainError } from "@nexusone/core/errors";
import type { FastifyInstance } from "fastify";
import type { CreateContext } from "./request-context.ts";

export const ARCHIVE_PATH = "/api/archive";

/**
 * `POST /api/archive`: the merchant's archive as a download, for owners. It is made on disk first: a reader on a slow line must
 * not hold the database's snapshot open, and what fails on the way is an answer rather than half a file.
 */
export function mountArchive(app: FastifyInstance, createContext: CreateContext): void {
  app.post(ARCHIVE_PATH, async (request, reply) => {
    const { principal, merchantId, takeLimit } = await createContext(request, reply);
    if (principal.kind === "anonymous") throw principal.refusal ?? new DomainError("request.unauthenticated");
    if (!principal.service)
      throw new DomainError(merchantId ? "request.merchant_forbidden" : "request.merchant_required");
    await takeLimit("heavy");
    const folder = await mkdtemp(join(tmpdir(), "nexusone-export-"));
    const file = join(folder, "archive.tar.gz");
    const forget = () => rm(folder, { recursive: true, force: true });
    try {
      await exportMerchant(principal.service, createWriteStream(file, { mode: 0o600 }));
      const { size } = await stat(file);
      const content = createReadStream(file);
      // Closed when it was sent, and when the reader went away in the middle.
      content.once("close", () => void forget());
      return await reply
        .headers({
          "content-type": "application/gzip",
          "content-length": size,
          "content-disposition": `attachment; filename="nexusone-archive.tar.gz"`,
          "cache-control": "no-store",
        })
        .send(content);
    } catch (error) {
      await forget();
      throw error;
    }
  });
}
