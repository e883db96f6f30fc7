import { randomBytes } from "node:crypto";

const BYTES = 16;
const WRITTEN = /^[\w-]{22}$/;

/** What is all that whoever has a public link has: 128 bits in base64url, which nobody finds by trying. */
export const drawPublicToken = (): string => randomBytes(BYTES).toString("base64url");

/** Whether a part of an address can be one: what cannot is not worth a question to the database. */
export const isPublicToken = (text: string): boolean => WRITTEN.test(text);
