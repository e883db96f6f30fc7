import { RotateAppSecretInput, type ChannelDetails } from "@nexusone/contracts/channels";
import { instantText, RelativeTime } from "@nexusone/ui/amounts";
import { Button } from "@nexusone/ui/button";
import { Input } from "@nexusone/ui/field";
import { Card, Facts } from "@nexusone/ui/layout";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { FormDialog } from "../../../app/form-dialog.tsx";
import { useI18n } from "../../../i18n/context.tsx";
import { useContractForm } from "../../../lib/contract-form.ts";
import { useRefusal, useShop } from "../../../lib/shop.ts";
import { toastDone } from "../../../lib/toast.ts";
import { useChanged } from "./channel-actions.tsx";

type Props = { channel: ChannelDetails; app: NonNullable<ChannelDetails["app"]> };

/** The merchant's own app at Meta, whose secret signs what comes in. */
export function AppCard({ channel, app }: Props) {
  const { t, locale } = useI18n();
  const refused = useRefusal("channels:manage");
  const [asking, setAsking] = useState(false);
  const { externalId, verifiedAt, previousUntil } = app;
  const overlaps = previousUntil !== null && Date.parse(previousUntil) > Date.now();
  return (
    <Card
      title={t("channels.app")}
      hint={t("channels.appHint")}
      extra={
        <Button size="sm" refused={refused} onClick={() => setAsking(true)}>
          {t("channels.rotate")}
        </Button>
      }
    >
      <Facts
        rows={[
          [
            t("channels.appId"),
            <code key="id" className="text-xs">
              {externalId}
            </code>,
          ],
          [t("channels.verified"), verifiedAt ? <RelativeTime key="at" at={verifiedAt} /> : t("channels.never")],
          ...(overlaps ? [[t("channels.previous"), instantText(previousUntil, locale, undefined)] as const] : []),
        ]}
      />
      {asking ? <RotateDialog channel={channel} onClose={() => setAsking(false)} /> : null}
    </Card>
  );
}

function RotateDialog({ channel, onClose }: { channel: ChannelDetails; onClose: () => void }) {
  const { t } = useI18n();
  const { api } = useShop();
  const changed = useChanged(channel.id);
  const form = useContractForm<{ appSecret: string }, typeof RotateAppSecretInput>({
    schema: RotateAppSecretInput,
    defaultValues: { appSecret: "" },
    toInput: ({ appSecret }) => ({ id: channel.id, appSecret }),
  });
  const rotate = useMutation(
    api.channels.rotateAppSecret.mutationOptions({
      onSuccess: (found) => {
        changed(found);
        void toastDone(t("common.saved"));
        onClose();
      },
    }),
  );
  return (
    <FormDialog
      title={t("channels.rotateTitle")}
      description={t("channels.rotateText")}
      action={t("channels.rotate")}
      busy={rotate.isPending}
      error={rotate.error}
      onSubmit={(event) => void form.handleSubmit((input) => rotate.mutate(input))(event)}
      onClose={onClose}
    >
      <Input
        label={t("channels.appSecret")}
        hint={t("channels.appSecretHint")}
        type="password"
        autoComplete="off"
        spellCheck={false}
        {...form.register("appSecret")}
        error={form.formState.errors.appSecret?.message}
      />
    </FormDialog>
  );
}
