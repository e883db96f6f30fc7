import { z } from "zod";

/** What an archive of the merchant would hold now. */
export const ArchiveContents = z.object({
  /** Rows are counted up to `COUNT_CAP`. */
  tables: z.array(z.object({ name: z.string(), rows: z.number().int() })),
  /** Rows that stay behind or cannot be read in again. */
  notCarried: z.array(z.object({ table: z.string(), exported: z.boolean() })),
  /** Number of columns left out because they hold a secret or belong to this installation. */
  withheld: z.number().int(),
  lastExportedAt: z.iso.datetime().nullable(),
});
export type ArchiveContents = z.infer<typeof ArchiveContents>;
