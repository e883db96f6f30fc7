import { createHash } from "node:crypto";
import type { LoggedRequest, SandboxVendor } from "./control-types.ts";
import { matchesPath } from "./faults.ts";

const KEPT = 5000;
const SECRET_HEADERS = new Set(["cj-access-token", "authorization", "cookie", "platformtoken"]);
const SECRET_FIELDS = new Set(["apiKey", "password", "accessToken", "refreshToken", "verify_token"]);

export interface RequestFilter {
  vendor?: SandboxVendor | undefined;
  path?: string | undefined;
  /** Sandbox time, ISO. */
  since?: string | undefined;
}

/** The last few thousand requests of every vendor, without any usable secret. */
export class RequestLog {
  private entries: LoggedRequest[] = [];
  private nextId = 1;

  add(entry: Omit<LoggedRequest, "id">): void {
    this.entries.push({ ...entry, id: this.nextId++ });
    if (this.entries.length > KEPT * 2) this.entries = this.entries.slice(-KEPT);
  }

  list(filter: RequestFilter = {}): LoggedRequest[] {
    const { vendor, path, since } = filter;
    return this.entries.filter(
      (entry) =>
        (vendor === undefined || entry.vendor === vendor) &&
        (path === undefined || matchesPath(path, entry.path)) &&
        (since === undefined || Date.parse(entry.at) >= Date.parse(since)),
    );
  }

  clear(): void {
    this.entries = [];
  }
}

/** Equal secrets give equal marks, and no mark opens anything. */
export const secretMark = (secret: string): string =>
  `sha256:${createHash("sha256").update(secret).digest("hex").slice(0, 12)}`;

export function redactHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      if (value === undefined) return [];
      const text = Array.isArray(value) ? value.join(", ") : value;
      return [[name, SECRET_HEADERS.has(name) ? secretMark(text) : text]];
    }),
  );
}

export function redactBody(body: unknown): unknown {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [
      key,
      SECRET_FIELDS.has(key) && typeof value === "string" ? secretMark(value) : value,
    ]),
  );
}
