import { ControlError } from "../control-request.ts";
import type { ShownTemplate } from "./graph/template-message.ts";
import { object, text } from "./graph/template-parts.ts";
import type { ChatMessage, Json } from "./model.ts";

export type Choice = { id: string; title: string; description?: string };

const list = (value: unknown): Json[] => (Array.isArray(value) ? value.map(object) : []);
const choiceOf = (row: Json): Choice => ({
  id: text(row["id"]),
  title: text(row["title"]),
  ...(text(row["description"]) !== "" && { description: text(row["description"]) }),
});

/** What can be tapped below a message: reply buttons, rows of a list, quick replies of a template. */
export function choicesOf({
  type,
  content,
}: ChatMessage): { kind: "button" | "list" | "template"; choices: Choice[] } | null {
  if (type === "template") {
    const shown = content["shown"] as ShownTemplate | undefined; // put there when the template was sent
    const choices = (shown?.buttons ?? [])
      .filter((one) => one.type === "QUICK_REPLY")
      .map(({ payload, text: title }) => ({ id: payload, title }));
    return { kind: "template", choices };
  }
  const interactive = object(content["interactive"]);
  const action = object(interactive["action"]);
  if (interactive["type"] === "button")
    return { kind: "button", choices: list(action["buttons"]).map((one) => choiceOf(object(one["reply"]))) };
  if (interactive["type"] === "list")
    return {
      kind: "list",
      choices: list(action["sections"]).flatMap((section) => list(section["rows"]).map(choiceOf)),
    };
  return null;
}

/** A tap as Meta tells it. Old buttons can be tapped again: nothing is used up. */
export function tapOf(message: ChatMessage, id: string): { type: string; value: Json; text: string } {
  const found = choicesOf(message);
  const choice = found?.choices.find((one) => one.id === id);
  if (!found || !choice) throw new ControlError(404, `the message has nothing to tap called ${id}`);
  if (found.kind === "template")
    return { type: "button", value: { payload: choice.id, text: choice.title }, text: choice.title };
  const kind = found.kind === "list" ? "list_reply" : "button_reply";
  return { type: "interactive", value: { type: kind, [kind]: choice }, text: choice.title };
}
