import { useState } from "../../draw/render.ts";

type Props = {
  label: string;
  unit: string;
  /** What the rest of the card says; shown unless the person is typing. */
  value: string;
  disabled?: boolean;
  /** Takes what was typed; answers with what is wrong with it. */
  take: (text: string) => string | undefined;
};

type Typing = { text: string; wrong: string | undefined };

// Element ids live inside the card's own shadow root.
let made = 0;

/** A number that follows the others while it is not being typed, and leads them while it is. */
export function NumberField({ label, unit, value, disabled, take }: Props) {
  const [id] = useState(`wrong${++made}`);
  const [typing, setTyping] = useState<Typing | undefined>(undefined);
  const wrong = typing?.wrong;
  return (
    <label class="field">
      <span>{label}</span>
      <span class={wrong ? "number wrong" : "number"}>
        <input
          type="text"
          inputMode="decimal"
          autocomplete="off"
          value={typing?.text ?? value}
          disabled={disabled}
          aria-invalid={wrong !== undefined}
          aria-describedby={wrong ? id : undefined}
          onInput={({ currentTarget: { value: text } }) => setTyping({ text, wrong: take(text) })}
          onBlur={() => setTyping(undefined)}
        />
        <i aria-hidden="true">{unit}</i>
      </span>
      {wrong && (
        <small id={id} class="wrong">
          {wrong}
        </small>
      )}
    </label>
  );
}
