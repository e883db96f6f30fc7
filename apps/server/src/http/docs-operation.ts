import type { JsonSchema } from "@nexusone/api/rest/openapi/json-schema";
import type { Operation } from "@nexusone/api/rest/openapi/operation";
import { html, prose, type Html } from "./docs-html.ts";

type Field = { readonly name: string; readonly where: string; readonly required: boolean; readonly schema: JsonSchema };

/** One method on one path: what to send, a call to copy, what comes back. */
export function operationSection(url: string, method: string, path: string, operation: Operation): Html {
  const { operationId, summary, description, parameters, requestBody, responses } = operation;
  const body = requestBody?.content["application/json"];
  const fields: Field[] = [
    ...parameters.map(({ name, in: where, required, schema }) => ({ name, where, required, schema })),
    ...(body ? fieldsOf(body.schema).map((field) => ({ ...field, where: "body" })) : []),
  ];
  const [status = "200", answer] = Object.entries(responses)[0] ?? [];
  const content = (answer as Answer | undefined)?.content["application/json"];
  const title = html`<h3>
    <span class="method ${method}">${method.toUpperCase()}</span> <code>${path}</code>
    <a class="anchor" href="#${operationId}" aria-label="Link to ${method.toUpperCase()} ${path}">#</a>
  </h3>`;
  const text = html`<p class="summary">${prose(summary)}. ${prose(description)}</p>`;
  if (operation["x-same-as"]) return html`<section id="${operationId}">${title} ${text}</section>`;
  return html`<section id="${operationId}">
    ${title} ${text}
    ${
      fields.length > 0 &&
      table(`What to send to ${method.toUpperCase()} ${path}`, ["Field", "In", "Type", "Needed"], fields.map(sentRow))
    }
    <h4>Call</h4>
    <pre tabindex="0"><code>${curl(url, method, path, operation)}</code></pre>
    <h4>Answer ${status}</h4>
    <pre tabindex="0"><code>${JSON.stringify(content?.example ?? null, null, 2)}</code></pre>
    ${
      content &&
      html`<details>
        <summary>Every field of the answer</summary>
        ${table(`What comes back from ${method.toUpperCase()} ${path}`, ["Field", "Type"], fieldsOf(content.schema).map(answeredRow))}
      </details>`
    }
  </section>`;
}
type Answer = { readonly content: { readonly "application/json": { schema: JsonSchema; example: unknown } } };

const sentRow = ({ name, where, required, schema }: Field): Html =>
  html`<tr>
    <td><code>${name}</code></td>
    <td>${where}</td>
    <td>${typeText(schema)}</td>
    <td>${required ? html`<strong>required</strong>` : "optional"}</td>
  </tr>`;
const answeredRow = ({ name, schema }: Omit<Field, "where">): Html =>
  html`<tr>
    <td><code>${name}</code></td>
    <td>${typeText(schema)}</td>
  </tr>`;

export const table = (caption: string, head: readonly string[], rows: readonly Html[]): Html =>
  html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${head.map((one) => html`<th scope="col">${one}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;

/** The fields of an object and of what lies in it: `items[].id`. One level of alternatives is named by its type. */
export function fieldsOf(schema: JsonSchema, prefix = "", depth = 0): Omit<Field, "where">[] {
  const { required = [] } = schema;
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    const name = `${prefix}${key}`;
    const own = { name, required: required.includes(key), schema: property };
    const inner = objectIn(property);
    return depth >= 3 || !inner
      ? [own]
      : [own, ...fieldsOf(inner.schema, `${name}${inner.list ? "[]" : ""}.`, depth + 1)];
  });
}

function objectIn(schema: JsonSchema): { schema: JsonSchema; list: boolean } | undefined {
  if (schema.properties) return { schema, list: false };
  if (schema.items) {
    const inner = objectIn(schema.items);
    return inner && { schema: inner.schema, list: true };
  }
  const present = (schema.anyOf ?? []).filter((one) => one.type !== "null");
  return present.length === 1 && present[0] ? objectIn(present[0]) : undefined;
}

/** "integer, 1 to 100, 50 if left out". */
export function typeText(schema: JsonSchema): string {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map(typeText))].join(" or ");
  const { type, format, items, minimum, maximum, maxLength } = schema;
  const named = typeof type === "string" ? type : (type ?? []).join(" or ");
  const base =
    schema.const !== undefined
      ? JSON.stringify(schema.const)
      : schema.enum
        ? schema.enum.map((one) => JSON.stringify(one)).join(", ")
        : items
          ? `list of ${typeText(items)}`
          : (format ?? (named || "anything"));
  const range =
    minimum !== undefined && maximum !== undefined
      ? `${minimum} to ${maximum}`
      : minimum !== undefined
        ? `at least ${minimum}`
        : maximum !== undefined
          ? `at most ${maximum}`
          : maxLength === undefined
            ? undefined
            : `at most ${String(maxLength)} characters`;
  const fallback = schema.default === undefined ? undefined : `${JSON.stringify(schema.default)} if left out`;
  return [base, range, fallback].filter((part) => part !== undefined).join(", ");
}

function curl(url: string, method: string, path: string, operation: Operation): string {
  const example = operation.requestBody?.content["application/json"].example;
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => name.toUpperCase());
  return [
    `curl${method === "get" ? "" : ` -X ${method.toUpperCase()}`} '${url}${address}'`,
    ...(operation.security.length > 0 ? ["  -H 'Authorization: Bearer nx_…'"] : []),
    ...(example === undefined
      ? []
      : [
          "  -H 'Content-Type: application/json'",
          `  -d '${JSON.stringify(example, null, 2).replaceAll("'", "'\\''")}'`,
        ]),
  ].join(" \\\n");
}
