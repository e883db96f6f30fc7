import { Component } from "preact";

type Props = {
  label: string;
  unit: string;
  /** What the rest of the card says; shown unless the person is typing. */
  value: string;
  disabled?: boolean;
  /** Takes what was typed; answers with what is wrong with it. */
  take: (text: string) => string | undefined;
};

type State = { typing?: string | undefined; wrong?: string | undefined };

// Element ids live inside the card's own shadow root.
let made = 0;

/** A number that follows the others while it is not being typed, and leads them while it is. */
export class NumberField extends Component<Props, State> {
  id = `wrong${++made}`;

  override render({ label, unit, value, disabled, take }: Props, { typing, wrong }: State) {
    return (
      <label class="field">
        <span>{label}</span>
        <span class={wrong ? "number wrong" : "number"}>
          <input
            type="text"
            inputMode="decimal"
            autocomplete="off"
            value={typing ?? value}
            disabled={disabled}
            aria-invalid={wrong !== undefined}
            aria-describedby={wrong ? this.id : undefined}
            onInput={({ currentTarget }) =>
              this.setState({ typing: currentTarget.value, wrong: take(currentTarget.value) })
            }
            onBlur={() => this.setState({ typing: undefined, wrong: undefined })}
          />
          <i aria-hidden="true">{unit}</i>
        </span>
        {wrong && (
          <small id={this.id} class="wrong">
            {wrong}
          </small>
        )}
      </label>
    );
  }
}
