import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useRef, useState } from "react";
import { IconButton } from "./button.tsx";
import { cx } from "./cx.tsx";
import { useReading } from "./locale.tsx";

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
  /** `drawer` slides from the end of the screen; on a phone both take its whole width. */
  as?: "dialog" | "drawer" | undefined;
  wide?: boolean | undefined;
  headerExtra?: ReactNode;
};

/** Focus is trapped inside and returned to where it was on close; Escape closes. */
export function Dialog({ as = "dialog", wide, title, description, footer, headerExtra, ...props }: Props) {
  const { words } = useReading();
  const drawer = as === "drawer";
  const before = useRef<Element | null>(null);
  const opener = useOpener(props.open);
  return (
    <Radix.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={cx("fixed inset-0 z-40 animate-fade", drawer ? "bg-scrim/50" : "bg-scrim")} />
        <Radix.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          onOpenAutoFocus={() => {
            before.current = document.activeElement;
          }}
          // Radix returns focus to its own trigger only, and ours are opened by state.
          onCloseAutoFocus={(event) => {
            // A field with autoFocus had it before the dialog could look, and is gone.
            const back = [before.current, opener].find((one) => one instanceof HTMLElement && one.isConnected);
            if (!(back instanceof HTMLElement)) return;
            event.preventDefault();
            back.focus();
          }}
          className={cx(
            "fixed z-50 flex flex-col border border-line bg-raised text-sm shadow-lift focus:outline-none",
            drawer
              ? "inset-y-0 end-0 w-full animate-slide border-y-0 border-e-0 sm:w-[480px]"
              : "inset-x-0 bottom-0 mx-auto max-h-[92dvh] w-full animate-rise rounded-t-xl sm:bottom-auto sm:top-[10vh] sm:max-h-[80vh] sm:rounded-xl",
            !drawer && (wide ? "sm:max-w-3xl" : "sm:max-w-md"),
          )}
        >
          <div className="flex items-start gap-3 border-b border-line px-4 py-3">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-base font-semibold text-ink">{title}</Radix.Title>
              {description ? <Radix.Description className="mt-0.5 text-muted">{description}</Radix.Description> : null}
            </div>
            {headerExtra}
            <Radix.Close asChild>
              <IconButton label={words.close} icon={<X size={16} aria-hidden />} size="sm" />
            </Radix.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-4 py-4">{props.children}</div>
          {footer ? (
            <div className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-4 py-3">{footer}</div>
          ) : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** What had the focus when it was opened, read before anything inside can take it. */
function useOpener(open: boolean): Element | null {
  const [seen, setSeen] = useState<{ open: boolean; opener: Element | null }>({ open: false, opener: null });
  if (seen.open !== open) setSeen({ open, opener: open ? document.activeElement : seen.opener });
  return seen.opener;
}

/** A quick look beside its list. */
export const Drawer = (props: Omit<Props, "as" | "wide">) => <Dialog {...props} as="drawer" />;
