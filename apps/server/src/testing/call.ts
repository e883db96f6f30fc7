import { doorsOf, restProcedures } from "@nexusone/api/rest/procedures";
import { snakeKeys } from "@nexusone/api/rest/names";
import { appRouter } from "@nexusone/api/router";
import type { AnyTRPCProcedure } from "@trpc/server";

/** Who calls: what a client would send. */
export type As = {
  readonly cookie?: string | undefined;
  readonly bearer?: string | undefined;
  readonly merchantId?: string | undefined;
  readonly apiKey?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
};

/** What came back: `reason` is the refusal's code, undefined when it succeeded. */
export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly value: unknown;
  readonly reason: string | undefined;
};

/** One way to reach a procedure. */
export type Door = {
  readonly label: string;
  readonly path: string;
  readonly call: (url: string, input: unknown, as: As) => Promise<Answer>;
};

// Flat: `catalog.listProducts` to its procedure; the declared type is the nested one.
const procedures = appRouter._def.procedures as unknown as Record<string, AnyTRPCProcedure>;
export const procedurePaths: readonly string[] = Object.keys(procedures);
export const typeOf = (path: string): "query" | "mutation" | "subscription" => {
  const procedure = procedures[path];
  if (!procedure) throw new Error(`no procedure ${path}`);
  return procedure._def.type;
};

let address = 0;
/** A caller from an address of its own, so that limits per address stay out of the way (the server trusts one proxy). */
export const headersOf = ({ cookie, bearer, merchantId, apiKey, headers = {} }: As): Record<string, string> => ({
  "x-nexus-client": "test",
  "x-forwarded-for": `10.${(address >> 16) & 255}.${(address >> 8) & 255}.${address++ & 255}`,
  ...(cookie ? { cookie: `nexusone_session=${cookie}` } : {}),
  ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
  ...(apiKey ? { "x-api-key": apiKey } : {}),
  ...(merchantId ? { "x-merchant-id": merchantId } : {}),
  ...headers,
});

/** The procedure by tRPC over HTTP. */
export const trpcDoor = (path: string): Door => ({
  label: `tRPC ${path}`,
  path,
  call: (url, input, as) => {
    const at = `${url}/api/trpc/${path}`;
    const headers = headersOf(as);
    if (typeOf(path) === "mutation")
      return send(at, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify(input ?? {}),
      });
    const query = input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`;
    return send(at + query, { headers });
  },
});

/** Its REST doors: fields in snake_case, `{places}` of the path filled from the input. */
export const restDoorsOf = (path: string): Door[] => {
  const found = restProcedures().find((procedure) => procedure.path === path);
  return found === undefined
    ? []
    : doorsOf(found.route).map((door) => ({
        label: `${door.method} ${door.path}`,
        path,
        call: (url, input, as) => {
          const given = typeof input === "object" && input !== null ? (input as Record<string, unknown>) : {};
          const { address: at, rest } = fillPath(door.path, given);
          const headers = headersOf(as);
          const named = snakeKeys(rest) as Record<string, unknown>;
          if (door.method === "GET") return send(`${url}${at}${queryOf(named)}`, { headers });
          if (Object.keys(named).length === 0) return send(`${url}${at}`, { method: door.method, headers });
          return send(`${url}${at}`, {
            method: door.method,
            headers: { "content-type": "application/json", ...headers },
            body: JSON.stringify(named),
          });
        },
      }));
};

function fillPath(path: string, input: Record<string, unknown>) {
  const rest = { ...input };
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = textOf(rest[name]);
    delete rest[name];
    return encodeURIComponent(value);
  });
  return { address, rest };
}

/** Text as an address can carry it; half a character cannot be sent. */
const textOf = (value: unknown): string =>
  (typeof value === "string" ? value : (JSON.stringify(value) ?? "")).toWellFormed();

function queryOf(values: Record<string, unknown>): string {
  const pairs = Object.entries(values).flatMap(([key, value]) =>
    (Array.isArray(value) ? value : [value]).map((item) => [key, textOf(item)]),
  );
  return pairs.length === 0 ? "" : `?${new URLSearchParams(pairs)}`;
}

/** Sends and reads the answer of either dialect. */
export async function send(address: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(address, { redirect: "manual", signal: AbortSignal.timeout(20_000), ...init });
  const text = await response.text();
  const value = parse(text) as Reply | undefined;
  const reason = value?.error?.data?.reason ?? value?.error?.reason;
  const answer = { status: response.status, headers: response.headers, text, reason };
  return { ...answer, value: value?.result && "data" in value.result ? value.result.data : value };
}

type Reply = {
  readonly result?: { readonly data: unknown };
  readonly error?: { readonly reason?: string; readonly data?: { readonly reason?: string } };
};

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
