import { LoaderCircle } from "lucide-react";
import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import { cx } from "./cx.tsx";

const LOOKS = {
  primary: "bg-accent text-on-accent hover:bg-accent-hover border-transparent",
  plain: "bg-surface text-ink border-line-strong hover:bg-hover",
  quiet: "bg-transparent text-soft border-transparent hover:bg-hover hover:text-ink",
  danger: "bg-surface text-bad border-line-strong hover:bg-bad-soft hover:border-bad/40",
} as const;
const SQUARE = { sm: "size-7", md: "size-8", lg: "size-10" } as const;
const SIZES = {
  sm: "h-7 px-2 text-xs gap-1",
  md: "h-8 px-3 text-sm gap-1.5",
  lg: "h-10 px-4 text-base gap-2",
} as const;

type Look = {
  look?: keyof typeof LOOKS | undefined;
  size?: keyof typeof SIZES | undefined;
  square?: boolean | undefined;
};

/** Classes of a button, for links that look like one. */
export const buttonClass = ({ look = "plain", size = "md", square }: Look = {}): string =>
  cx(
    "touch-target inline-flex shrink-0 items-center justify-center whitespace-nowrap rounded-md border font-medium transition-colors select-none",
    "disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55",
    LOOKS[look],
    square ? SQUARE[size] : SIZES[size],
  );

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> &
  Look & {
    icon?: ReactNode;
    busy?: boolean | undefined;
    /** Why it cannot be pressed now. The button stays focusable so that the reason can be read. */
    refused?: string | undefined;
    ref?: Ref<HTMLButtonElement> | undefined;
  };

export function Button({
  look,
  size,
  square,
  icon,
  busy,
  refused,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const still = busy || refused !== undefined;
  return (
    <button
      type="button"
      {...rest}
      className={cx(buttonClass({ look, size, square }), className)}
      aria-disabled={still || undefined}
      aria-busy={busy || undefined}
      title={refused ?? rest.title}
      onClick={still ? (event) => event.preventDefault() : onClick}
    >
      {busy ? <LoaderCircle size={15} className="animate-spin" aria-hidden /> : icon}
      {children}
    </button>
  );
}

type IconButtonProps = Omit<ButtonProps, "icon" | "children" | "square"> & { label: string; icon: ReactNode };

/** A button of one icon. Its label is spoken and shown on hover. */
export function IconButton({ label, icon, size = "md", look = "quiet", ...rest }: IconButtonProps) {
  return <Button {...rest} look={look} size={size} square icon={icon} aria-label={label} title={label} />;
}
