import { ChevronDown, CircleAlert } from "lucide-react";
import {
  type InputHTMLAttributes,
  type ReactNode,
  type Ref,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from "react";
import { cx } from "./cx.tsx";
import { useReading } from "./locale.tsx";

/** Every control has a name: a visible label, or one that only a screen reader speaks. */
export type Labelled = {
  label: string;
  hideLabel?: boolean | undefined;
  hint?: ReactNode;
  error?: string | undefined;
  optional?: boolean | undefined;
};
type ControlIds = { id: string; "aria-invalid": true | undefined; "aria-describedby": string | undefined };

/** Label, control, hint and error, tied together by ids. */
export function Field(props: Labelled & { className?: string | undefined; children: (ids: ControlIds) => ReactNode }) {
  const id = useId();
  const { words } = useReading();
  const { label, hideLabel, hint, error, optional } = props;
  const described = cx(hint ? `${id}-hint` : null, error ? `${id}-error` : null) || undefined;
  return (
    <div className={cx("flex min-w-0 flex-col gap-1", props.className)}>
      <label htmlFor={id} className={hideLabel ? "sr-only" : "text-sm font-medium text-soft"}>
        {label}
        {optional ? <span className="font-normal text-muted"> ({words.optional})</span> : null}
      </label>
      {props.children({ id, "aria-invalid": error ? true : undefined, "aria-describedby": described })}
      {error ? (
        <p id={`${id}-error`} className="flex items-start gap-1 text-xs text-bad">
          <CircleAlert size={14} className="mt-px shrink-0" aria-hidden />
          {error}
        </p>
      ) : null}
      {hint ? (
        <p id={`${id}-hint`} className="text-xs text-muted">
          {hint}
        </p>
      ) : null}
    </div>
  );
}

export const controlClass =
  "touch-target w-full min-w-0 rounded-md border border-line-strong bg-surface px-2.5 text-sm text-ink transition-colors hover:border-faint " +
  "focus:border-accent-ink focus:outline-1 focus:outline-offset-0 focus:outline-accent-ink disabled:cursor-not-allowed disabled:bg-sunken " +
  "disabled:text-muted aria-invalid:border-bad";

type InputProps = Labelled &
  Omit<InputHTMLAttributes<HTMLInputElement>, "prefix"> & {
    /** Unit or symbol inside the box. */
    prefix?: ReactNode;
    suffix?: ReactNode;
    ref?: Ref<HTMLInputElement> | undefined;
    controlClassName?: string | undefined;
  };

export function Input({ prefix, suffix, controlClassName, className, ...props }: InputProps) {
  const { label, hideLabel, hint, error, optional, ...rest } = props;
  return (
    <Field {...{ label, hideLabel, hint, error, optional, className }}>
      {(ids) => (
        <span className="relative flex items-center">
          {prefix ? <span className="pointer-events-none absolute start-2.5 text-muted">{prefix}</span> : null}
          <input
            {...ids}
            {...rest}
            className={cx(controlClass, "h-8", prefix ? "ps-8" : null, suffix ? "pe-10" : null, controlClassName)}
          />
          {suffix ? <span className="pointer-events-none absolute end-2.5 text-muted">{suffix}</span> : null}
        </span>
      )}
    </Field>
  );
}

type SelectProps = Labelled &
  SelectHTMLAttributes<HTMLSelectElement> & {
    ref?: Ref<HTMLSelectElement> | undefined;
    controlClassName?: string | undefined;
  };

/** The system's own list in our own box: fast, familiar on a phone, and spoken correctly everywhere. */
export function Select({ className, controlClassName, children, ...props }: SelectProps) {
  const { label, hideLabel, hint, error, optional, ...rest } = props;
  return (
    <Field {...{ label, hideLabel, hint, error, optional, className }}>
      {(ids) => (
        <span className="relative flex items-center">
          <select
            {...ids}
            {...rest}
            className={cx(controlClass, "h-8 appearance-none truncate pe-8", controlClassName)}
          >
            {children}
          </select>
          <ChevronDown size={14} className="pointer-events-none absolute end-2.5 text-muted" aria-hidden />
        </span>
      )}
    </Field>
  );
}

type TextareaProps = Labelled &
  TextareaHTMLAttributes<HTMLTextAreaElement> & { ref?: Ref<HTMLTextAreaElement> | undefined };

export function Textarea({ className, ...props }: TextareaProps) {
  const { label, hideLabel, hint, error, optional, ...rest } = props;
  return (
    <Field {...{ label, hideLabel, hint, error, optional, className }}>
      {(ids) => <textarea rows={4} {...ids} {...rest} className={cx(controlClass, "py-2 leading-5")} />}
    </Field>
  );
}
