import type { Template } from "./model.ts";

/** A template and what else the account has. */
export type RejectionExample = { template: Template; existing?: readonly Template[] };

export type Rejection = {
  code: string;
  /**
   * `refused`: the call that creates it fails. `rejected`: the review says no. `recategorised`: approved under a dearer category.
   */
  outcome: "refused" | "rejected" | "recategorised";
  /** Meta's subcode of the refusal, where one is known. */
  metaCode: number | null;
  /** The word of `message_template_status_update`. */
  metaReason: "INVALID_FORMAT" | "ABUSIVE_CONTENT" | "SCAM" | "INCORRECT_CATEGORY" | null;
  sentence: string;
  remedy: string;
  /** Section of docs/facts.md or page of Meta, and how sure it is: C said by Meta, T by others, I inferred. */
  source: string;
  failing: RejectionExample;
  passing: RejectionExample;
};

/** A small good template with some parts changed. */
export function plain(more: Partial<Template>): Template {
  return {
    name: "order_confirmation",
    language: "en",
    category: "UTILITY",
    variables: "positional",
    header: null,
    body: "Hello {{1}}, we have received your order {{2}} and are preparing it.",
    footer: null,
    buttons: [],
    examples: { header: {}, body: { "1": "Ana", "2": "A-1001" }, buttons: {} },
    ttlSeconds: null,
    ...more,
  };
}

/** A body without variables. */
export function saying(body: string, more: Partial<Template> = {}): Template {
  return plain({ body, examples: { header: {}, body: {}, buttons: {} }, ...more });
}

/** A body with variables, each of which has an example. */
export function asking(body: string, names: readonly string[], more: Partial<Template> = {}): Template {
  const examples = Object.fromEntries(names.map((name) => [name, "example"]));
  return plain({ body, examples: { header: {}, body: examples, buttons: {} }, ...more });
}
