import { SecretDialog as Shown } from "../../../app/secret-dialog.tsx";
import { useT } from "../../../i18n/context.tsx";

/** The signing secret of an endpoint, this once. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const t = useT();
  const words = {
    title: t("webhooks.secretTitle"),
    text: t("webhooks.secretText"),
    label: t("webhooks.secret"),
    copy: t("webhooks.copySecret"),
    done: t("webhooks.done"),
    leaving: t("webhooks.leaving"),
  };
  return <Shown secret={secret} words={words} onClose={onClose} />;
}
