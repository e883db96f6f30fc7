import { z } from "zod";

/** The merchant's own switch. Whether anything is in stock is computed and separate. */
export const PRODUCT_STATUSES = ["active", "inactive", "archived"] as const;
export const Tag = z.string().trim().min(1).max(40);
export const Tags = z.array(Tag).max(20);
