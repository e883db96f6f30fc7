import type { ConversationId } from "@nexusone/contracts/ids";
import { Button, IconButton } from "@nexusone/ui/button";
import { Menu, MenuItem } from "@nexusone/ui/menu";
import { useMutation } from "@tanstack/react-query";
import { RotateCcw, SmilePlus, X } from "lucide-react";
import { useState } from "react";
import { Confirm } from "../../app/confirm.tsx";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { refusalOf } from "../../lib/api.ts";
import { useRefusal, useShop } from "../../lib/shop.ts";
import type { Message } from "./inbox-queries.ts";

type Props = { conversationId: ConversationId; message: Message; onDone: () => Promise<void> };

/** What helps a message of ours that did not leave: send it again, or take it back while it waits. */
export function MessageActs({ message, onDone }: Omit<Props, "conversationId">) {
  const t = useT();
  const { api } = useShop();
  const refused = useRefusal("conversations:reply");
  const [asking, setAsking] = useState(false);
  const resend = useMutation(
    api.messages.resend.mutationOptions({
      onSuccess: onDone,
      onError: (error) => {
        // It may have arrived: a person decides.
        if (refusalOf(error)?.reason === "sending.may_arrive_twice") setAsking(true);
      },
    }),
  );
  const cancel = useMutation(api.messages.cancel.mutationOptions({ onSuccess: onDone }));
  const { state, id } = message;
  const canResend = state === "failed" || state === "unknown";
  if (message.direction === "in" || (!canResend && state !== "queued")) return null;
  return (
    <div className="flex flex-col items-end gap-1">
      {canResend ? (
        <Button
          size="sm"
          refused={refused}
          busy={resend.isPending}
          icon={<RotateCcw size={13} aria-hidden />}
          onClick={() => resend.mutate({ id })}
        >
          {t("chat.resend")}
        </Button>
      ) : (
        <Button
          size="sm"
          refused={refused}
          busy={cancel.isPending}
          icon={<X size={13} aria-hidden />}
          onClick={() => cancel.mutate({ id })}
        >
          {t("chat.cancelSend")}
        </Button>
      )}
      {asking ? null : <Refused error={resend.error ?? cancel.error} bare />}
      {asking ? (
        <Confirm
          title={t("chat.twice")}
          action={t("chat.resend")}
          busy={resend.isPending}
          error={undefined}
          onConfirm={() => resend.mutate({ id, acceptTwice: true }, { onSuccess: () => setAsking(false) })}
          onClose={() => setAsking(false)}
        >
          {t("chat.twiceText")}
        </Confirm>
      ) : null}
    </div>
  );
}

const EMOJI = ["👍", "❤️", "😂", "😮", "😢", "🙏"] as const;

/** A reaction to what the customer wrote; choosing the one that is there takes it away. */
export function ReactMenu({ conversationId, message, onDone }: Props) {
  const t = useT();
  const { api } = useShop();
  const send = useMutation(api.messages.send.mutationOptions({ onSuccess: onDone }));
  const own = message.reactions.find(({ direction }) => direction === "out")?.emoji;
  return (
    <>
      <Menu
        trigger={
          <IconButton
            size="sm"
            label={t("chat.react")}
            icon={<SmilePlus size={14} aria-hidden />}
            busy={send.isPending}
          />
        }
      >
        {EMOJI.map((emoji) => (
          <MenuItem
            key={emoji}
            onSelect={() =>
              send.mutate({
                conversationId,
                message: { type: "reaction", messageId: message.id, emoji: emoji === own ? null : emoji },
              })
            }
          >
            {emoji === own ? t("chat.unreact", { emoji }) : emoji}
          </MenuItem>
        ))}
      </Menu>
      <Refused error={send.error} bare />
    </>
  );
}
