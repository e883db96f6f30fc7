import type { World } from "../world.ts";
import type { CjAccount } from "./accounts.ts";
import { refusals, type CjReply } from "./envelope.ts";

/** One call as a handler sees it. `account` is undefined only where no token is needed. */
export interface CjCall {
  world: World;
  account: CjAccount | undefined;
  query: Record<string, unknown>;
  body: Record<string, unknown>;
}

export interface CjEndpoint {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  path: string;
  /** Base points it costs (developers.cjdropshipping.com points table, 2026-06). */
  points: number;
  needsToken: boolean;
  handle: (call: CjCall) => CjReply | Promise<CjReply>;
}

/** A query or body value as text; numbers are accepted as CJ accepts them, empty text counts as absent. */
export function text(source: Record<string, unknown>, name: string): string | undefined {
  const value = source[name];
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof first === "number") return String(first);
  return typeof first === "string" && first.trim() !== "" ? first.trim() : undefined;
}

export function requiredText(source: Record<string, unknown>, name: string): string {
  const value = text(source, name);
  if (value === undefined) throw refusals.parameterEmpty(name);
  return value;
}

/** Comma-joined or repeated values. */
export function texts(source: Record<string, unknown>, name: string): string[] {
  const value = source[name];
  const all = Array.isArray(value) ? value.map(String) : value === undefined ? [] : [String(value)];
  return all
    .flatMap((one) => one.split(","))
    .map((one) => one.trim())
    .filter((one) => one !== "");
}

export function number(source: Record<string, unknown>, name: string): number | undefined {
  const value = text(source, name);
  if (value === undefined) return undefined;
  const parsed = Number(value);
  if (!Number.isFinite(parsed)) throw refusals.parameter(`${name} must be a number`);
  return parsed;
}

/** A whole number between the bounds; outside is a parameter error, absent is the default. */
export function wholeNumber(
  source: Record<string, unknown>,
  name: string,
  fallback: number,
  low: number,
  high: number,
): number {
  const value = number(source, name) ?? fallback;
  if (!Number.isInteger(value) || value < low || value > high)
    throw refusals.parameter(`${name} must be between ${low} and ${high}`);
  return value;
}
