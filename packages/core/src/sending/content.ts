import type { ReasonCode, ReasonDetails } from "@nexusone/contracts/reasons";
import { problemsOf, type LimitProblem, type OutgoingMessage } from "@nexusone/whatsapp/rules";

/** A sentence of why not, with what fills its places. */
export type Refusal = { readonly reason: ReasonCode; readonly details: ReasonDetails };

/** What can be read and searched of a message that goes out. A template's words are known to whoever filled it in. */
export function wordsOf(message: OutgoingMessage): string {
  switch (message.type) {
    case "text":
      return message.text;
    case "media":
      return message.caption ?? message.filename ?? "";
    case "buttons":
    case "list":
      return message.body;
    case "location":
      return [message.name, message.address].filter(Boolean).join(", ");
    case "reaction":
      return message.emoji ?? "";
    case "template":
      return "";
  }
}

const PROBLEMS: Readonly<Record<LimitProblem["code"], ReasonCode>> = {
  empty: "sending.empty",
  missing: "sending.empty",
  too_long: "sending.too_long",
  too_big: "sending.too_long",
  too_many: "sending.too_many",
  not_unique: "sending.not_unique",
  not_allowed: "sending.not_allowed",
  wrong_type: "sending.not_allowed",
};

/** The first thing that WhatsApp would refuse of it whoever it is for; undefined when nothing. */
export function contentRefusal(message: OutgoingMessage): Refusal | undefined {
  const [problem] = problemsOf(message);
  if (!problem) return undefined;
  const { part, limit, actual } = problem;
  const details = { field: part, ...(limit !== null && { limit }), ...(actual !== null && { actual }) };
  return { reason: PROBLEMS[problem.code], details };
}
