import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cx } from "./cx.tsx";

const itemClass =
  "relative flex cursor-default select-none items-center gap-2 rounded-sm px-2 py-1.5 text-sm text-ink outline-none data-highlighted:bg-hover " +
  "data-disabled:opacity-50 touch-target";

/** A menu on a button. The trigger must be a button with a name. */
export function Menu(props: {
  trigger: ReactNode;
  children: ReactNode;
  align?: "start" | "end" | "center";
  side?: "top" | "bottom" | "right";
}) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{props.trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={props.align ?? "start"}
          side={props.side ?? "bottom"}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-h-[min(420px,var(--radix-dropdown-menu-content-available-height))] min-w-44 animate-rise overflow-y-auto rounded-md border border-line bg-raised p-1 shadow-lift"
        >
          {props.children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

type ItemProps = {
  icon?: ReactNode;
  children: ReactNode;
  onSelect?: () => void;
  disabled?: boolean | undefined;
  danger?: boolean | undefined;
  hint?: ReactNode;
  asChild?: boolean;
};

export function MenuItem({ icon, children, onSelect, disabled, danger, hint, asChild }: ItemProps) {
  if (asChild)
    return (
      <Radix.Item asChild className={itemClass}>
        {children}
      </Radix.Item>
    );
  return (
    <Radix.Item
      className={cx(itemClass, danger && "text-bad")}
      disabled={disabled ?? false}
      onSelect={() => onSelect?.()}
    >
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {hint ? <span className="text-xs text-muted">{hint}</span> : null}
    </Radix.Item>
  );
}

/** One of several: the chosen one carries a check mark. */
export function MenuChoice(props: { checked: boolean; children: ReactNode; onSelect: () => void; hint?: ReactNode }) {
  return (
    <Radix.CheckboxItem
      className={cx(itemClass, "pe-2 ps-7")}
      checked={props.checked}
      onSelect={() => props.onSelect()}
    >
      <Radix.ItemIndicator className="absolute start-2">
        <Check size={14} aria-hidden />
      </Radix.ItemIndicator>
      <span className="min-w-0 flex-1 truncate">{props.children}</span>
      {props.hint !== undefined ? <span className="tabular-nums text-xs text-muted">{props.hint}</span> : null}
    </Radix.CheckboxItem>
  );
}

export const MenuLabel = ({ children }: { children: ReactNode }) => (
  <Radix.Label className="px-2 pb-1 pt-1.5 text-xs font-medium text-muted">{children}</Radix.Label>
);
export const MenuLine = () => <Radix.Separator className="-mx-1 my-1 h-px bg-line" />;
