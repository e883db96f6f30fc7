import { toRestName } from "./names.ts";
import type { JsonSchema } from "./openapi/json-schema.ts";

/**
 * The first field of a body that its schema does not know, as it is called over REST (`variants.0.prise`); undefined when it
 * knows them all. An object that may hold any field is not looked into; of several forms, a field of any is known. Pure.
 */
export function unknownField(value: unknown, schema: JsonSchema, at: readonly string[] = []): string | undefined {
  if (Array.isArray(value)) {
    const items = formsOf(schema).flatMap((form): readonly JsonSchema[] => (form.items ? [form.items] : []));
    if (items.length === 0) return undefined;
    return first(value.entries(), (nth, item) => unknownField(item, { anyOf: items }, [...at, String(nth)]));
  }
  if (typeof value !== "object" || value === null) return undefined;
  const forms = formsOf(schema).filter(({ type }) => type === "object");
  if (forms.length === 0 || forms.some(({ additionalProperties: open = false }) => open !== false)) return undefined;
  return first(Object.entries(value), (name, item) => {
    const path = [...at, toRestName(name)];
    const known = forms.flatMap(({ properties }): readonly JsonSchema[] => {
      const field = properties && Object.hasOwn(properties, name) ? properties[name] : undefined;
      return field ? [field] : [];
    });
    return known.length === 0 ? path.join(".") : unknownField(item, { anyOf: known }, path);
  });
}

/** A schema and everything it may be instead, flat. */
const formsOf = (schema: JsonSchema): JsonSchema[] => [
  schema,
  ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])].flatMap(formsOf),
];

function first<K, V>(entries: Iterable<[K, V]>, find: (key: K, value: V) => string | undefined): string | undefined {
  for (const [key, value] of entries) {
    const found = find(key, value);
    if (found !== undefined) return found;
  }
  return undefined;
}
