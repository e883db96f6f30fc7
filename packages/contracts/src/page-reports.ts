import { z } from "zod";
import { RANGES } from "./analytics-terms.ts";
import { Instant } from "./paging.ts";

/** What the readers of CJ's pages rely on, by the name they have in packages/cj/src/page. */
export const PAGE_SELECTORS = [
  "productDetailData",
  "heading",
  "priceBox",
  "gallery",
  "PRODUCTSRES",
  "link",
  "card",
  "name",
  "price",
  "picture",
] as const;
export const PAGE_KINDS = ["product", "category", "search"] as const;
export const PAGE_HOSTS = ["shop", "mobile", "app", "sandbox"] as const;

/** A page of CJ that no longer looks as it should. Nothing of the page itself and no address: whoever looks opens one. */
export const ReportPageInput = z.strictObject({
  host: z.enum(PAGE_HOSTS),
  page: z.enum(PAGE_KINDS),
  /** What was not found. */
  failed: z.array(z.enum(PAGE_SELECTORS)).min(1).max(PAGE_SELECTORS.length),
  /** Of the extension. */
  version: z.string().regex(/^\d{1,5}(?:\.\d{1,5}){0,3}$/),
});
export type ReportPageInput = z.infer<typeof ReportPageInput>;

export const ListPageReportsInput = z.object({ range: z.enum(RANGES).default("7d") });
/** `reports` of so many browsers' days: each reports a selector once a day. */
export const PageReportView = ReportPageInput.omit({ failed: true }).extend({
  selector: z.enum(PAGE_SELECTORS),
  reports: z.number().int(),
  lastAt: Instant,
});
export type PageReportView = z.infer<typeof PageReportView>;
export const PageReportsView = z.array(PageReportView);
