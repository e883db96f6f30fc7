import { IconButton } from "@nexusone/ui/button";
import { controlClass } from "@nexusone/ui/field";
import { cx } from "@nexusone/ui/cx";
import { LoaderCircle, Search, X } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { useT } from "../../i18n/context.tsx";

type Props = {
  label: string;
  placeholder: string;
  value: string | undefined;
  busy: boolean;
  onChange: (value: string | undefined) => void;
};
const PAUSE_MS = 200;

/** Searches while one types. The address holds the words; going back puts the earlier ones into the box. */
export function SearchBox({ label, placeholder, value, busy, onChange }: Props) {
  const t = useT();
  const [text, setText] = useState(value ?? "");
  const [seen, setSeen] = useState(value);
  if (value !== seen) {
    setSeen(value);
    if ((value ?? "") !== text.trim()) setText(value ?? "");
  }
  const search = useEffectEvent((wanted: string | undefined) => {
    if (wanted !== value) onChange(wanted);
  });
  // Only typing starts the pause; a new address or handler does not.
  useEffect(() => {
    const timer = setTimeout(() => search(text.trim() || undefined), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const Icon = busy ? LoaderCircle : Search;
  return (
    <span className="relative flex min-w-0 flex-1 basis-40 items-center sm:w-72 sm:flex-none">
      <Icon
        size={14}
        className={cx("pointer-events-none absolute start-2.5 text-muted", busy && "animate-spin")}
        aria-hidden
      />
      <input
        type="search"
        value={text}
        onChange={(event) => setText(event.target.value)}
        aria-label={label}
        placeholder={placeholder}
        className={cx(controlClass, "h-8 ps-8 pe-8 [&::-webkit-search-cancel-button]:hidden")}
      />
      {text === "" ? null : (
        <span className="absolute end-0.5">
          <IconButton
            size="sm"
            label={t("common.clearSearch")}
            icon={<X size={14} aria-hidden />}
            onClick={() => setText("")}
          />
        </span>
      )}
    </span>
  );
}
