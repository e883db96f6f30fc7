import { readFileSync } from "node:fs";

import { createCjAuth } from "./auth.ts";
import { createCjClient } from "./client.ts";
import { CjFailure } from "./failure.ts";
import type { CjCallRecord } from "./ports.ts";

const FOLDER = new URL("../../fixtures/samples/", import.meta.url);
const BASE = "https://developers.cjdropshipping.com/api2.0/v1";

/** The exact text of a sample payload, by the start of its file name. */
export function sample(file: string): string {
  return readFileSync(new URL(`${file}.json`, FOLDER), "utf8");
}

type Answer = { body: string; status?: number; type?: string | null; headers?: Record<string, string> };

/** A client whose CJ gives the answers in turn (the last one for ever), with everything it asked, recorded and waited. */
export function clientOf(...answers: (Answer | string)[]) {
  const requests: {
    url: URL;
    method: string;
    token: string | null;
    body: string | null;
    redirect: string | undefined;
  }[] = [];
  const records: CjCallRecord[] = [];
  const points: number[] = [];
  const penalties: number[] = [];
  const refused: string[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const answer = answers[Math.min(requests.length, answers.length - 1)] ?? "";
    const {
      body,
      status = 200,
      type = "application/json",
      headers = {},
    } = typeof answer === "string" ? { body: answer } : answer;
    const sent = new Headers(init?.headers);
    requests.push({
      url: new URL(String(input)),
      method: init?.method ?? "GET",
      token: sent.get("CJ-Access-Token"),
      body: init?.body?.toString() ?? null,
      redirect: init?.redirect,
    });
    return new Response(new TextEncoder().encode(body), {
      status,
      headers: { ...headers, ...(type && { "content-type": type }) },
    });
  };
  const options = {
    baseUrl: BASE,
    fetch,
    now: () => new Date("2026-08-11T06:00:00Z"),
    record: (call: CjCallRecord) => void records.push(call),
  };
  const tokens = {
    accessToken: async () => "token-1",
    invalid: async (token: string) => {
      refused.push(token);
      return "token-2";
    },
  };
  const limiter = {
    acquire: async (cost: { points: number }) => void points.push(cost.points),
    penalise: (retryAfterMs: number) => void penalties.push(retryAfterMs),
  };
  return {
    cj: createCjClient({ ...options, tokens, limiter }),
    auth: createCjAuth(options),
    requests,
    records,
    points,
    penalties,
    refused,
  };
}

/** The CjFailure a promise ends in; anything else is an error of the test. */
export async function failureOf(promise: Promise<unknown>): Promise<CjFailure> {
  const error = await promise.then(
    () => new Error("did not fail"),
    (reason: unknown) => reason,
  );
  if (error instanceof CjFailure) return error;
  throw error;
}

/** CJ's usual envelope around data. */
export function ok(data: unknown): string {
  return JSON.stringify({ code: 200, result: true, message: "Success", data, requestId: "r1", success: true });
}

/** A product/query answer with these fields over the smallest sample. */
export function productWith(fields: Record<string, unknown>): string {
  const { data } = JSON.parse(sample("09-product-query-minimal-nulls"));
  return ok({ ...data, ...fields });
}
