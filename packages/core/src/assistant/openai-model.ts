import type { ReasonCode } from "@nexusone/contracts/reasons";
import OpenAI, { APIConnectionError, APIError, APIUserAbortError } from "openai";
import { zodResponseFormat } from "openai/helpers/zod";
import { z } from "zod";
import { sleep } from "../deadline.ts";
import { DomainError, isDomainError } from "../errors.ts";
import type { ModelAnswer, ModelPort, ModelRequest } from "./model-port.ts";

type Options = {
  /** `https://api.openai.com/v1` */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly model: string;
};

const TRIES = 3;
/** Before the second try; doubled before the third, and shortened by up to half so that not all come back together. */
const FIRST_WAIT_MS = 400;
/** A reply of 4,096 characters in a language of many tokens, and the rows it names. */
const MOST_TOKENS = 4_000;

/** What of an answer is read. */
const Completion = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }).nullish(),
});

/** A model behind OpenAI's interface. Tries again what may pass by itself, until the caller's deadline; tells nobody what it was asked. */
export function openAiModel({ baseUrl, apiKey, model }: Options): ModelPort {
  const client = new OpenAI({
    baseURL: baseUrl,
    apiKey,
    // Said, so that none of them is read from the environment.
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: "off",
    maxRetries: 0,
    // Whoever redirects would be handed the customer's words.
    fetchOptions: { redirect: "error" },
  });

  const askOnce = async <T>({ messages, name, schema, deadline }: ModelRequest<T>): Promise<ModelAnswer<T>> => {
    const waitMs = Math.max(1, Math.ceil(deadline.leftMs()));
    const answer: unknown = await client.chat.completions.create(
      {
        model,
        messages: messages.map(({ role, content }) => ({ role, content })),
        response_format: zodResponseFormat(schema, name),
        max_completion_tokens: MOST_TOKENS,
        store: false,
      },
      { timeout: waitMs },
    );
    return read(answer, schema);
  };

  return async (request) => {
    for (let tried = 1; ; tried += 1) {
      try {
        return await askOnce(request);
      } catch (error) {
        const failure = failureOf(error);
        const waitMs = waitBefore(tried, error);
        if (!TRANSIENT.has(failure.reason) || tried === TRIES || waitMs >= request.deadline.leftMs()) throw failure;
        await sleep(waitMs);
      }
    }
  };
}

function read<T>(answer: unknown, schema: z.ZodType<T>): ModelAnswer<T> {
  const completion = Completion.safeParse(answer).data;
  const choice = completion?.choices[0];
  if (choice?.message.refusal || choice?.finish_reason === "content_filter") throw new DomainError("assistant.refused");
  const parsed = schema.safeParse(json(choice?.message.content ?? ""));
  // Cut off it may still be JSON by accident.
  if (!parsed.success || choice?.finish_reason !== "stop")
    throw new DomainError("assistant.unusable", {}, parsed.error);
  const { prompt_tokens: inputTokens = 0, completion_tokens: outputTokens = 0 } = completion?.usage ?? {};
  return { value: parsed.data, usage: { inputTokens, outputTokens } };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const TRANSIENT: ReadonlySet<ReasonCode> = new Set<ReasonCode>(["assistant.busy", "assistant.unavailable"]);

function failureOf(error: unknown): DomainError {
  if (isDomainError(error)) return error;
  return new DomainError(reasonOf(error), {}, error);
}

function reasonOf(error: unknown): ReasonCode {
  if (error instanceof APIConnectionError || error instanceof APIUserAbortError) return "assistant.unavailable";
  if (error instanceof APIError) {
    const { status, code }: { status: unknown; code: unknown } = error;
    if (status === 429) return code === "insufficient_quota" ? "assistant.quota_used_up" : "assistant.busy";
    if (status === 408 || status === 409 || (typeof status === "number" && status >= 500))
      return "assistant.unavailable";
    return "assistant.misconfigured";
  }
  // The answer came and was no JSON, or broke off.
  return error instanceof SyntaxError ? "assistant.unusable" : "assistant.unavailable";
}

/** What the vendor asks for, else twice as long every time. */
function waitBefore(tried: number, error: unknown): number {
  const headers = error instanceof APIError ? error.headers : undefined;
  const asked = Number(headers?.get("retry-after-ms") ?? Number(headers?.get("retry-after") ?? Number.NaN) * 1_000);
  return asked > 0 ? asked : FIRST_WAIT_MS * 2 ** (tried - 1) * (1 - Math.random() / 2);
}
