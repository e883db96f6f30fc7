import { z } from "zod";

/** What a package says, of any product; null is unknown. */
export const PackageFacts = z.object({
  brand: z.string().trim().max(120).nullable(),
  /** Unique in the shop. Digits of a GTIN's length must be one. */
  barcode: z
    .string()
    .trim()
    .max(64)
    .regex(/^[\x21-\x7e]*$/)
    .nullable(),
  ingredients: z.string().trim().max(5_000).nullable(),
  expiresOn: z.iso.date().nullable(),
});
export type PackageFacts = z.infer<typeof PackageFacts>;
