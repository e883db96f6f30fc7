import {
  type FieldErrors,
  type FieldValues,
  type Resolver,
  useForm,
  type UseFormProps,
  type UseFormReturn,
} from "react-hook-form";
import type { z } from "zod";
import { useT } from "../i18n/context.tsx";
import type { Translate } from "../i18n/translate.ts";

type Issue = z.core.$ZodIssue;

/** The schema's complaint in the reader's words. The schema itself speaks English only. */
export function issueText(issue: Issue, empty: boolean, t: Translate): string {
  if (empty) return t("form.required");
  switch (issue.code) {
    case "too_small":
      return issue.origin === "string"
        ? t("form.tooShort", { count: Number(issue.minimum) })
        : t("form.tooSmall", { count: Number(issue.minimum) });
    case "too_big":
      return issue.origin === "string"
        ? t("form.tooLong", { count: Number(issue.maximum) })
        : t("form.tooBig", { count: Number(issue.maximum) });
    case "invalid_format":
      return t(issue.format === "email" ? "form.email" : "form.invalid");
    case "invalid_type":
      return t(issue.expected === "number" || issue.expected === "int" ? "form.number" : "form.required");
    default:
      return t("form.invalid");
  }
}

type Options<V extends FieldValues, S extends z.ZodType> = UseFormProps<V, unknown, z.output<S>> & {
  schema: S;
  /** From what the screen shows to what the server takes. A value that cannot be understood becomes NaN or "" and is refused by the schema. */
  toInput?: (values: V) => unknown;
  /** Name of the form's field for a path of the input, where they differ. */
  fieldOf?: Record<string, string>;
  /** Better words for a field than the schema's. */
  words?: Record<string, string>;
};

/** A form that is judged by the contract's own schema; its values reach `onSubmit` as the server's input. */
export function useContractForm<V extends FieldValues, S extends z.ZodType>(
  options: Options<V, S>,
): UseFormReturn<V, unknown, z.output<S>> {
  const t = useT();
  const { schema, toInput, fieldOf, words, ...rest } = options;
  // Made anew on each drawing: the form takes the newest.
  const resolver: Resolver<V, unknown, z.output<S>> = (values) => {
    const result = schema.safeParse(toInput ? toInput(values) : values);
    if (result.success) return { values: result.data, errors: {} };
    const errors: Record<string, { type: string; message: string }> = {};
    for (const issue of result.error.issues) {
      const path = issue.path.join(".");
      const name = fieldOf?.[path] ?? path;
      const value: unknown = values[name];
      errors[name] ??= {
        type: issue.code,
        message:
          words?.[name] !== undefined && value !== ""
            ? words[name]
            : issueText(issue, value === "" || value === undefined, t),
      };
    }
    // Names come from the schema's paths, which are the form's fields.
    return { values: {}, errors: errors as FieldErrors<V> };
  };
  return useForm<V, unknown, z.output<S>>({ ...rest, resolver });
}
