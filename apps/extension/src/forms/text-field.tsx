import { useState } from "../draw/render.ts";

type Props = {
  label: string;
  value: string;
  placeholder?: string;
  maxLength?: number;
  /** The id of a list of suggestions. */
  list?: string;
  /** Takes what was typed once the field is left. */
  take: (text: string) => void;
};

/** A text that is taken when its field is left; what is drawn anew meanwhile leaves it as it is typed. */
export function TextField({ label, value, take, ...how }: Props) {
  const [typed, setTyped] = useState<string | undefined>(undefined);
  return (
    <label class="field">
      <span>{label}</span>
      <input
        type="text"
        {...how}
        value={typed ?? value}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        onChange={({ currentTarget }) => take(currentTarget.value)}
        onBlur={() => setTyped(undefined)}
      />
    </label>
  );
}
