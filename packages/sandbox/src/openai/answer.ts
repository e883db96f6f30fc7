import { compose, type Brief } from "./compose.ts";

/** What of a request is looked at; nothing of it is sure. */
export type Asked = {
  readonly model?: unknown;
  readonly stream?: unknown;
  readonly tools?: unknown;
  readonly messages?: unknown;
  readonly response_format?: {
    readonly type?: unknown;
    readonly json_schema?: { readonly schema?: Schema };
  };
};
type Schema = {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
};
type Answer = {
  readonly finish_reason: "stop" | "length" | "content_filter";
  readonly message: { readonly role: "assistant"; readonly content: string | null; readonly refusal: string | null };
};

const said = (content: string, finish_reason: Answer["finish_reason"] = "stop"): Answer => ({
  finish_reason,
  message: { role: "assistant", content, refusal: null },
});

/**
 * The same request has the same answer: a reply composed of the facts in the last message when that is a brief for one, else the
 * emptiest value that fits the schema. A fault makes it what models answer on bad days.
 */
export function answerTo(asked: Asked, fault: string | undefined): Answer {
  if (fault === "model_refusal")
    return {
      finish_reason: "stop",
      message: { role: "assistant", content: null, refusal: "I'm sorry, I can't help with that." },
    };
  const schema = asked.response_format?.json_schema?.schema ?? {};
  const brief = briefOf(asked.messages);
  const composed = brief && isReply(schema) ? compose(brief) : emptiest(schema);
  const content = JSON.stringify(composed);
  if (fault === "model_malformed") return said("Sure! Here is the JSON you asked for: {text: ");
  if (fault === "model_cut") return said(content.slice(0, Math.ceil(content.length / 2)), "length");
  if (fault === "model_stray")
    return said(
      JSON.stringify({
        ...(composed as object), // a reply, as tests ask for
        text: `Pay again at https://pay.example/refund please.\u0007 ${"Thank you. ".repeat(600)}`,
        usedRows: ["order-of-somebody-else", "o1", "o1", "../m1"],
      }),
    );
  return said(content);
}

function briefOf(messages: unknown): Brief | undefined {
  if (!Array.isArray(messages)) return undefined;
  const last: unknown = messages.at(-1);
  const content = typeof last === "object" && last !== null && "content" in last ? last.content : undefined;
  if (typeof content !== "string") return undefined;
  try {
    const value: unknown = JSON.parse(content);
    const isBrief =
      typeof value === "object" && value !== null && "facts" in value && Array.isArray(value.facts) && "chat" in value;
    return isBrief ? (value as Brief) : undefined; // every part of it is optional or checked where it is read
  } catch {
    return undefined;
  }
}

const isReply = ({ properties = {} }: Schema): boolean =>
  ["text", "usedRows", "needsHuman"].every((name) => Object.hasOwn(properties, name));

function emptiest(schema: Schema): unknown {
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf) return emptiest(schema.anyOf.find(({ type }) => type === "null") ?? schema.anyOf[0] ?? {});
  const types = [schema.type ?? "null"].flat();
  if (types.includes("null")) return null;
  switch (types[0]) {
    case "object":
      return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, one]) => [name, emptiest(one)]));
    case "array":
      return [];
    case "string":
      return "";
    case "boolean":
      return false;
    default:
      return 0;
  }
}
