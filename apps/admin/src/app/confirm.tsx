import { Button } from "@nexusone/ui/button";
import { Dialog } from "@nexusone/ui/dialog";
import type { ReactNode } from "react";
import { useT } from "../i18n/context.tsx";
import { Refused } from "./refused.tsx";

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

/** Asks before something that hurts; a refusal is said in the same place. */
export function Confirm({ title, children, action, busy, error, onConfirm, onClose }: Props) {
  const t = useT();
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={title}
      footer={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button look="danger" busy={busy} onClick={onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p className="text-soft">{children}</p>
        <Refused error={error} />
      </div>
    </Dialog>
  );
}
