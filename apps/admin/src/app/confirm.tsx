import type { ReactNode } from "react";
import { FormDialog } from "./form-dialog.tsx";

type Props = {
  title: string;
  children: ReactNode;
  /** The verb again, on the button. */
  action: string;
  busy: boolean;
  error: unknown;
  onConfirm: () => void;
  onClose: () => void;
};

/** Asks before something that hurts. */
export function Confirm({ children, onConfirm, ...props }: Props) {
  return (
    <FormDialog {...props} look="danger" onSubmit={onConfirm}>
      <p className="text-soft">{children}</p>
    </FormDialog>
  );
}
