import { Button } from "@nexusone/ui/button";
import { Dialog } from "@nexusone/ui/dialog";
import { type FormEvent, type ReactNode, useId } from "react";
import { useT } from "../i18n/context.tsx";
import { Refused } from "./refused.tsx";

type Props = {
  title: string;
  description?: string | undefined;
  children: ReactNode;
  /** The verb again, on the button. */
  action: string;
  look?: "primary" | "danger";
  busy: boolean;
  /** Why it cannot be sent as it stands; said by the button. */
  refused?: string | undefined;
  error: unknown;
  wide?: boolean;
  onSubmit: (event: FormEvent) => void;
  onClose: () => void;
};

/** A few questions and one act. Enter sends it as the button does; a refusal is said above the questions. */
export function FormDialog({ children, action, look = "primary", busy, refused, error, onSubmit, ...props }: Props) {
  const t = useT();
  const form = useId();
  return (
    <Dialog
      open
      onOpenChange={props.onClose}
      title={props.title}
      description={props.description}
      wide={props.wide}
      footer={
        <>
          <Button onClick={props.onClose}>{t("common.cancel")}</Button>
          <Button type="submit" form={form} look={look} busy={busy} refused={refused}>
            {action}
          </Button>
        </>
      }
    >
      <form
        id={form}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit(event);
        }}
      >
        <Refused error={error} />
        {children}
      </form>
    </Dialog>
  );
}
