import { NEWEST_HITS_HEADER } from "@nexusone/contracts/export-terms";
import { exportProducts } from "@nexusone/core/catalog/export-products";
import type { FastifyInstance } from "fastify";
import { mountCsv } from "./csv-export.ts";
import type { CreateContext } from "./request-context.ts";

export const CATALOG_EXPORT_PATH = "/api/catalogue/export";

/**
 * `POST /api/catalogue/export`: the catalogue by the filters in the body. With words that more products have than are looked at, a
 * header says how many of the newest the file is about.
 */
export function mountCatalogExport(app: FastifyInstance, createContext: CreateContext): void {
  mountCsv(app, createContext, CATALOG_EXPORT_PATH, async (service, body) => {
    const { pieces, newestHits } = await exportProducts(service, body);
    return newestHits === null ? { pieces } : { pieces, headers: { [NEWEST_HITS_HEADER]: String(newestHits) } };
  });
}
