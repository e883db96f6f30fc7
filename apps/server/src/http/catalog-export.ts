import { Readable } from "node:stream";
import { NEWEST_HITS_HEADER } from "@nexusone/contracts/export-terms";
import { exportProducts } from "@nexusone/core/catalog/export-products";
import { DomainError } from "@nexusone/core/errors";
import type { FastifyInstance } from "fastify";
import type { CreateContext } from "./request-context.ts";

export const CATALOG_EXPORT_PATH = "/api/catalogue/export";

/**
 * `POST /api/catalogue/export`: the catalogue by the filters in the body as CSV, sent while it is read. What is refused is an
 * answer like any other; what fails on the way cuts the connection, so that nobody takes half a file for a whole one. With
 * words that more products have than are looked at, a header says how many of the newest the file is about.
 */
export function mountCatalogExport(app: FastifyInstance, createContext: CreateContext): void {
  app.post(CATALOG_EXPORT_PATH, async (request, reply) => {
    const { principal, merchantId, takeLimit } = await createContext(request, reply);
    if (principal.kind === "anonymous") throw principal.refusal ?? new DomainError("request.unauthenticated");
    if (!principal.service)
      throw new DomainError(merchantId ? "request.merchant_forbidden" : "request.merchant_required");
    await takeLimit("heavy");
    const file = await exportProducts(principal.service, (request.body ?? {}) as Parameters<typeof exportProducts>[1]);
    return reply
      .headers({
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="catalogue.csv"`,
        "cache-control": "no-store",
        ...(file.newestHits !== null && { [NEWEST_HITS_HEADER]: String(file.newestHits) }),
      })
      .send(Readable.from(file.pieces, { objectMode: false, highWaterMark: 64 * 1024 }));
  });
}
