import { useState } from "react";
import { readChoice, writeChoice } from "../../lib/storage.ts";

/** What was begun to be written in a conversation, kept in this browser until it is sent or emptied. Keyed by its place. */
export function useDraft(key: string): readonly [string, (text: string) => void] {
  const name = `draft.${key}`;
  const [text, setText] = useState(() => readChoice(name) ?? "");
  const write = (next: string): void => {
    setText(next);
    writeChoice(name, next === "" ? null : next);
  };
  return [text, write];
}
