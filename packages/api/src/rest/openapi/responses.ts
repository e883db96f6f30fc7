import { REASONS, explain, type ReasonCode } from "@nexusone/contracts/reasons";
import { HTTP_STATUS } from "../../error-map.ts";

const CODES = Object.keys(REASONS) as ReasonCode[];

/** The refusals that can come with each status, by their codes. */
export const reasonsByStatus: ReadonlyMap<number, readonly ReasonCode[]> = Map.groupBy(
  CODES,
  (code) => HTTP_STATUS[REASONS[code].kind],
);

const TITLES: Readonly<Record<number, string>> = {
  400: "The request is not valid.",
  401: "Nobody is signed in, or the key or token does not work any more.",
  403: "The role, the scopes or the plan do not allow this.",
  404: "There is nothing here, or it is not yours.",
  409: "It contradicts what is already so.",
  413: "The body, or the file in it, is larger than what is taken.",
  429: "A limit is reached. Wait `Retry-After` seconds.",
  503: "Something on our side or at a supplier did not answer. Nothing was changed.",
};

export const errorStatuses = [...reasonsByStatus.keys()].toSorted((a, b) => a - b);
export const responseName = (status: number): string => `Error${status}`;

/** One reusable response for each status, its reasons listed. */
export function errorResponses(): Record<string, object> {
  return Object.fromEntries(
    errorStatuses.map((status) => {
      const codes = reasonsByStatus.get(status) ?? [];
      return [
        responseName(status),
        {
          description: TITLES[status] ?? "Refused.",
          ...(status === 429 ? { headers: { ...rateHeaders, "Retry-After": ref("headers", "Retry-After") } } : {}),
          content: { "application/json": { schema: errorSchema(codes), example: exampleError(codes) } },
        },
      ];
    }),
  );
}

function errorSchema(codes: readonly ReasonCode[]): object {
  return {
    type: "object",
    required: ["error"],
    properties: {
      error: {
        type: "object",
        required: ["reason", "message", "remedy", "remedy_href", "retry", "details", "request_id"],
        properties: {
          reason: { type: "string", enum: codes, description: "Stable code: branch on it, never on the text." },
          message: { type: "string", description: "What happened and why, in the language of Accept-Language." },
          remedy: { type: "string", description: "What helps, as the label of a button." },
          remedy_href: { type: ["string", "null"], description: "Where in the admin that is." },
          retry: { type: "boolean", description: "Whether the same call can succeed later." },
          details: { type: "object", additionalProperties: { type: ["string", "number"] } },
          request_id: { type: "string", format: "uuid", description: "Name it when you ask us." },
        },
      },
    },
  };
}

function exampleError(codes: readonly ReasonCode[]): object {
  const [code = "request.internal"] = codes;
  const details = { problem: "✖ Too small → at name", seconds: 42, limit: 20, request_id: "…" };
  const { sentence, remedy, retry } = explain(code, "en", details);
  return {
    error: {
      reason: code,
      message: sentence,
      remedy: remedy.label,
      remedy_href: remedy.href ?? null,
      retry,
      details: code === "request.too_many" ? { seconds: 42 } : {},
      request_id: "0198c0de-7a11-7000-8000-00000000000f",
    },
  };
}

const ref = (kind: string, name: string): object => ({ $ref: `#/components/${kind}/${name}` });
const integerHeader = (description: string): object => ({ description, schema: { type: "integer" } });
export const headers: Record<string, object> = {
  "RateLimit-Limit": integerHeader("Requests that the tightest of your limits admits in its window."),
  "RateLimit-Remaining": integerHeader("How many of them are left."),
  "RateLimit-Reset": integerHeader("Seconds until they are all there again."),
  "Retry-After": integerHeader("Seconds to wait before the next try."),
};
export const rateHeaders: Record<string, object> = Object.fromEntries(
  ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"].map((name) => [name, ref("headers", name)]),
);
export const errorReferences: Record<string, object> = Object.fromEntries(
  errorStatuses.map((status) => [String(status), ref("responses", responseName(status))]),
);
