import { z } from "zod";

import * as field from "../shared/fields.ts";
import { fieldsOf } from "../shared/fields.ts";
import type { VendorError } from "./types.ts";

const Row = z
  .object({
    code: field.number,
    title: field.label,
    message: field.label,
    details: field.label,
    error_data: z.unknown().optional(),
  })
  // Newer errors carry their details in error_data, older ones beside the code.
  .transform(({ code, title, message, details, error_data }): VendorError => ({
    code,
    title,
    message,
    details: field.text(fieldsOf(error_data).details) ?? details,
  }));

/** All errors that can be read; an empty list for anything else. */
export function errorsOf(value: unknown): VendorError[] {
  const rows = Array.isArray(value) ? value : [];
  return rows.map((row) => Row.safeParse(row).data).filter((row) => row !== undefined);
}
