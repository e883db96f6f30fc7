import { Input } from "@nexusone/ui/field";
import { X } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import { useT } from "../../i18n/context.tsx";

type Props = {
  tags: readonly string[];
  /** Tags used elsewhere, offered while typing. */
  known: readonly string[];
  disabled?: boolean | undefined;
  onChange: (tags: string[]) => void;
};

/** Words one finds products by. Enter or a comma adds one. */
export function TagsField({ tags, known, disabled, onChange }: Props) {
  const t = useT();
  const list = useId();
  const [text, setText] = useState("");
  const add = (): void => {
    const tag = text.trim();
    setText("");
    if (tag !== "" && !tags.includes(tag)) onChange([...tags, tag]);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" && event.key !== ",") return;
    event.preventDefault();
    add();
  };
  return (
    <div className="flex flex-col gap-1.5">
      <Input
        label={t("product.tags")}
        placeholder={t("product.addTag")}
        list={list}
        maxLength={40}
        value={text}
        disabled={disabled}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={add}
      />
      <datalist id={list}>
        {known
          .filter((tag) => !tags.includes(tag))
          .map((tag) => (
            <option key={tag} value={tag} />
          ))}
      </datalist>
      {tags.length > 0 ? (
        <ul className="flex flex-wrap gap-1">
          {tags.map((tag) => (
            <li
              key={tag}
              className="inline-flex h-6 items-center gap-1 rounded-sm border border-line bg-sunken ps-1.5 text-xs font-medium text-soft"
            >
              {tag}
              <button
                type="button"
                disabled={disabled}
                aria-label={t("product.removeTag", { tag })}
                onClick={() => onChange(tags.filter((other) => other !== tag))}
                className="grid size-6 place-items-center rounded-sm text-muted hover:text-ink disabled:hidden"
              >
                <X size={12} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
