import { Button, IconButton } from "@nexusone/ui/button";
import { cx } from "@nexusone/ui/cx";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useT } from "../../i18n/context.tsx";

type Props = {
  label: string;
  said: string;
  /** Everything that the filters match, where there is more than what is loaded. */
  takeAll?: { words: string; onClick: () => void } | undefined;
  act: { words: string; refused: string | undefined; onClick: () => void };
  onClear: () => void;
  className: string;
  children?: ReactNode;
};

/** What is chosen of a list and what can be done with it. */
export function ChoiceBar({ label, said, takeAll, act, onClear, className, children }: Props) {
  const t = useT();
  return (
    <div
      role="region"
      aria-label={label}
      className={cx(
        "z-30 mx-auto flex w-fit max-w-[calc(100%-1rem)] animate-rise flex-wrap items-center justify-center gap-2 rounded-lg border border-line bg-raised px-3 py-2 text-sm shadow-lift",
        className,
      )}
    >
      <span role="status" className="font-medium tabular-nums">
        {said}
      </span>
      {takeAll ? (
        <Button size="sm" look="quiet" onClick={takeAll.onClick}>
          {takeAll.words}
        </Button>
      ) : null}
      <Button size="sm" look="primary" refused={act.refused} onClick={act.onClick}>
        {act.words}
      </Button>
      <IconButton size="sm" label={t("bulk.clear")} icon={<X size={15} aria-hidden />} onClick={onClear} />
      {children}
    </div>
  );
}
