import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyReply } from "fastify";
import { answerTo, type Asked } from "./answer.ts";

export const OPENAI_PATH = "/openai/v1";
/** Keys that open the simulated model. A real one is refused: whoever sends it here has mixed up two worlds. */
const KEY = /^Bearer sk-sandbox-\w+$/;
const MODELS: ReadonlySet<string> = new Set(["sandbox-model"]);

export const openAiVendorOf = (path: string): "openai" | undefined =>
  path.startsWith(`${OPENAI_PATH}/`) ? "openai" : undefined;

type Refusal = { readonly status: number; readonly body: object; readonly headers: Record<string, string> };

const refusal = (status: number, type: string, code: string | null, message: string): Refusal => ({
  status,
  body: { error: { message, type, param: null, code } },
  headers: {},
});

/** Refusals in the vendor's own words; all other faults are everybody's. */
export function openAiFault(vendor: string, kind: string): Refusal | undefined {
  if (vendor !== "openai") return undefined;
  if (kind === "throttle_429")
    return {
      ...refusal(429, "requests", "rate_limit_exceeded", "Rate limit reached for requests."),
      headers: { "retry-after-ms": "20" },
    };
  if (kind === "points_exhausted")
    return refusal(429, "insufficient_quota", "insufficient_quota", "You exceeded your current quota.");
  if (kind === "token_invalid") return unauthorised();
  return undefined;
}

const unauthorised = (): Refusal =>
  refusal(401, "invalid_request_error", "invalid_api_key", "Incorrect API key provided.");

export function sendOpenAiRefusal(reply: FastifyReply, { status, body, headers }: Refusal): FastifyReply {
  return reply.code(status).headers(headers).type("application/json").send(JSON.stringify(body));
}

/** Chat completions with an answer in the shape of a JSON schema, as the vendor's own client asks for it. */
export function registerOpenAi(app: FastifyInstance): void {
  app.post(`${OPENAI_PATH}/chat/completions`, (request, reply) => {
    if (!KEY.test(request.headers.authorization ?? "")) return sendOpenAiRefusal(reply, unauthorised());
    const text = Buffer.isBuffer(request.body) ? request.body.toString("utf8") : "";
    const asked = parse(text);
    if (asked === undefined)
      return sendOpenAiRefusal(reply, invalid("We could not parse the JSON body of your request."));
    if (typeof asked.model !== "string" || !MODELS.has(asked.model))
      return sendOpenAiRefusal(
        reply,
        refusal(404, "invalid_request_error", "model_not_found", "The model does not exist."),
      );
    if (asked.stream === true || asked.tools !== undefined || asked.response_format?.type !== "json_schema")
      return reply.code(501).type("text/plain").send("The sandbox models answers in a JSON schema, and no others.\n");
    if (!Array.isArray(asked.messages) || asked.messages.length === 0)
      return sendOpenAiRefusal(reply, invalid("'messages' must not be empty."));
    const answer = answerTo(asked, reply.fault?.kind);
    return reply.send({
      id: `chatcmpl-${createHash("sha256").update(text).digest("hex").slice(0, 24)}`,
      object: "chat.completion",
      created: 1_750_000_000,
      model: asked.model,
      choices: [{ index: 0, logprobs: null, ...answer }],
      usage: usageOf(text, answer.message.content ?? ""),
      system_fingerprint: "fp_sandbox",
    });
  });
}

const invalid = (message: string): Refusal => refusal(400, "invalid_request_error", null, message);

/** About four characters each, as the vendor counts English. */
function usageOf(asked: string, answered: string) {
  const [prompt_tokens, completion_tokens] = [Math.ceil(asked.length / 4), Math.ceil(answered.length / 4)];
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens };
}

function parse(text: string): Asked | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
