import type { z } from "zod";
import type { Deadline } from "../deadline.ts";

export type ModelMessage = { readonly role: "system" | "user"; readonly content: string };
export type ModelRequest<T> = {
  readonly messages: readonly ModelMessage[];
  /** What the answer is, in letters and underscores. */
  readonly name: string;
  /** Its shape: an object whose fields are all there, without bounds, which the caller looks at itself. */
  readonly schema: z.ZodType<T>;
  readonly deadline: Deadline;
};
/** `usage` in tokens, as they are paid for. */
export type ModelAnswer<T> = {
  readonly value: T;
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number };
};

/**
 * Asks a language model, over the network and so never inside a transaction. No tools: all it can do is to answer.
 * @throws DomainError `assistant.*` for every way in which it does not.
 */
export type ModelPort = <T>(request: ModelRequest<T>) => Promise<ModelAnswer<T>>;
