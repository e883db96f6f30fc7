import { z } from "zod";
import type { Account, Json, PhoneNumber } from "../model.ts";
import type { WhatsApp } from "../whatsapp.ts";
import { GraphRefusal, invalid, missing, noObject } from "./errors.ts";

/** One call, with whoever makes it. `path` is what stands after the version. */
export type GraphCall = {
  whatsapp: WhatsApp;
  method: string;
  path: string[];
  query: Record<string, string>;
  body: Buffer;
  contentType: string;
  token: string;
  appId: string;
  mayManage: boolean;
  opens: (accountId: string) => boolean;
};
export type GraphAnswer = Json | { bytes: Uint8Array; mimeType: string };

export function jsonOf(call: GraphCall): Json {
  let value: unknown;
  try {
    value = call.body.length === 0 ? {} : JSON.parse(call.body.toString("utf8"));
  } catch {
    throw new GraphRefusal(100, "The body is not JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new GraphRefusal(100, "The body is no object.");
  return value as Json; // an object by the line above
}

/** 131008 for what is not there, 131009 for what is wrong. */
export function readGraph<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join(".") || "body";
  throw issue?.input === undefined && issue?.code === "invalid_type"
    ? missing(where)
    : invalid(`${where}: ${issue?.message}`);
}

export function numberOf(call: GraphCall, id = call.path[0] ?? ""): PhoneNumber {
  const number = call.whatsapp.registry.numbers.get(id);
  if (!number) throw noObject(id);
  if (!call.opens(number.accountId)) throw new GraphRefusal(10, "The token has no right to this number.");
  return number;
}

/** Templates, webhooks and numbers want the right to manage. */
export function managedAccount(call: GraphCall, id = call.path[0] ?? ""): Account {
  const account = call.whatsapp.registry.accounts.get(id);
  if (!account) throw noObject(id);
  if (!call.opens(id) || !call.mayManage)
    throw new GraphRefusal(200, "The token lacks whatsapp_business_management for this account.");
  return account;
}

/** Length by characters a person sees as code points. */
export const chars = (max: number, min = 1) =>
  z.string().refine((text) => {
    const { length } = [...text];
    return length >= min && length <= max;
  }, `between ${min} and ${max} characters`);
