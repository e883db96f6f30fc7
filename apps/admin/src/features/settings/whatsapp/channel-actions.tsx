import {
  RenameChannelInput,
  ReplaceTokenInput,
  type ChannelDetails,
  type ChannelId,
} from "@nexusone/contracts/channels";
import { Button } from "@nexusone/ui/button";
import { Input } from "@nexusone/ui/field";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Confirm } from "../../../app/confirm.tsx";
import { FormDialog } from "../../../app/form-dialog.tsx";
import { useT } from "../../../i18n/context.tsx";
import { useContractForm } from "../../../lib/contract-form.ts";
import { useRefusal, useShop } from "../../../lib/shop.ts";
import { toastDone, toastFailed } from "../../../lib/toast.ts";

/** What a changed number does to what is on the screen. */
export function useChanged(id: ChannelId) {
  const { api } = useShop();
  const queryClient = useQueryClient();
  return (channel: ChannelDetails): void => {
    queryClient.setQueryData(api.channels.get.queryKey({ id }), channel);
    void queryClient.invalidateQueries(api.channels.list.pathFilter());
  };
}

/** Looks now whether the number works. */
export function useCheck(id: ChannelId) {
  const t = useT();
  const { api } = useShop();
  const changed = useChanged(id);
  return useMutation(
    api.channels.check.mutationOptions({
      onSuccess: (channel) => {
        changed(channel);
        if (channel.state === "connected") void toastDone(t("channels.works"));
      },
      onError: (error) => void toastFailed(error, t),
    }),
  );
}

export type ChannelQuestion = "rename" | "token" | "disconnect";
type ActionsProps = {
  channel: ChannelDetails;
  check: ReturnType<typeof useCheck>;
  asking: ChannelQuestion | undefined;
  onAsk: (question: ChannelQuestion | undefined) => void;
};

export function ChannelActions({ channel, check, asking, onAsk }: ActionsProps) {
  const t = useT();
  const refused = useRefusal("channels:manage");
  const close = (): void => onAsk(undefined);
  const gone = channel.state === "disconnected";
  return (
    <>
      <Button size="sm" refused={refused} onClick={() => onAsk("rename")}>
        {t("channels.rename")}
      </Button>
      {gone ? null : (
        <>
          <Button size="sm" busy={check.isPending} refused={refused} onClick={() => check.mutate({ id: channel.id })}>
            {t("channels.check")}
          </Button>
          <Button size="sm" refused={refused} onClick={() => onAsk("token")}>
            {t("channels.newToken")}
          </Button>
          <Button size="sm" look="danger" refused={refused} onClick={() => onAsk("disconnect")}>
            {t("channels.disconnect")}
          </Button>
        </>
      )}
      {asking === "rename" ? <RenameDialog channel={channel} onClose={close} /> : null}
      {asking === "token" ? <TokenDialog channel={channel} onClose={close} /> : null}
      {asking === "disconnect" ? <DisconnectDialog channel={channel} onClose={close} /> : null}
    </>
  );
}

type DialogProps = { channel: ChannelDetails; onClose: () => void };

function RenameDialog({ channel, onClose }: DialogProps) {
  const t = useT();
  const { api } = useShop();
  const changed = useChanged(channel.id);
  const form = useContractForm<{ label: string }, typeof RenameChannelInput>({
    schema: RenameChannelInput,
    defaultValues: { label: channel.label },
    toInput: ({ label }) => ({ id: channel.id, label }),
  });
  const rename = useMutation(
    api.channels.rename.mutationOptions({
      onSuccess: (found) => {
        changed(found);
        onClose();
      },
    }),
  );
  return (
    <FormDialog
      title={t("channels.renameTitle")}
      action={t("channels.rename")}
      busy={rename.isPending}
      error={rename.error}
      onSubmit={(event) => void form.handleSubmit((input) => rename.mutate(input))(event)}
      onClose={onClose}
    >
      <Input
        label={t("channels.label")}
        maxLength={60}
        {...form.register("label")}
        error={form.formState.errors.label?.message}
      />
    </FormDialog>
  );
}

function TokenDialog({ channel, onClose }: DialogProps) {
  const t = useT();
  const { api } = useShop();
  const changed = useChanged(channel.id);
  const form = useContractForm<{ token: string }, typeof ReplaceTokenInput>({
    schema: ReplaceTokenInput,
    defaultValues: { token: "" },
    toInput: ({ token }) => ({ id: channel.id, token }),
  });
  const replace = useMutation(
    api.channels.replaceToken.mutationOptions({
      onSuccess: (found) => {
        changed(found);
        void toastDone(t("channels.works"));
        onClose();
      },
    }),
  );
  const isMeta = channel.provider === "cloud_api";
  return (
    <FormDialog
      title={t("channels.newTokenTitle")}
      description={t("channels.newTokenText")}
      action={t("channels.newTokenAction")}
      busy={replace.isPending}
      error={replace.error}
      onSubmit={(event) => void form.handleSubmit((input) => replace.mutate(input))(event)}
      onClose={onClose}
    >
      <Input
        label={t(isMeta ? "channels.token" : "channels.whapiToken")}
        hint={isMeta ? t("channels.tokenHint") : undefined}
        type="password"
        autoComplete="off"
        spellCheck={false}
        {...form.register("token")}
        error={form.formState.errors.token?.message}
      />
    </FormDialog>
  );
}

function DisconnectDialog({ channel, onClose }: DialogProps) {
  const t = useT();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const disconnect = useMutation(
    api.channels.disconnect.mutationOptions({
      onSuccess: async () => {
        onClose();
        await queryClient.invalidateQueries(api.channels.pathFilter());
      },
    }),
  );
  return (
    <Confirm
      title={t("channels.disconnectTitle", { name: channel.label })}
      action={t("channels.disconnect")}
      busy={disconnect.isPending}
      error={disconnect.error}
      onConfirm={() => disconnect.mutate({ id: channel.id })}
      onClose={onClose}
    >
      {t("channels.disconnectText")}
    </Confirm>
  );
}
