import type { ContactId } from "@nexusone/contracts/ids";
import { RelativeTime } from "@nexusone/ui/amounts";
import { Button, buttonClass } from "@nexusone/ui/button";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { MessageCircle } from "lucide-react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import type { ConversationId } from "@nexusone/contracts/ids";

/** The way from an order to the talk with its customer; begins one when there is none. */
export function ChatLink({ contactId }: { contactId: ContactId }) {
  const t = useT();
  const { api, slug } = useShop();
  const navigate = useNavigate();
  const refused = useRefusal("conversations:reply");
  const known = useQuery(api.conversations.list.queryOptions({ contactId, limit: 1 }));
  const start = useMutation(
    api.messages.startConversation.mutationOptions({
      onSuccess: ({ id }) =>
        navigate({ to: "/m/$slug/inbox/$conversationId", params: { slug, conversationId: id as ConversationId } }),
    }),
  );
  const [conversation] = known.data?.items ?? [];
  if (conversation)
    return (
      <div className="mt-2 flex flex-wrap items-center gap-2 text-xs text-muted">
        <Link
          to="/m/$slug/inbox/$conversationId"
          params={{ slug, conversationId: conversation.id }}
          className={buttonClass({ size: "sm" })}
        >
          <MessageCircle size={14} aria-hidden />
          {t("chat.openChat")}
        </Link>
        {conversation.unread > 0 ? (
          <span>{t("chat.unreadCount", { count: conversation.unread })}</span>
        ) : (
          <RelativeTime at={conversation.lastMessageAt} />
        )}
      </div>
    );
  return (
    <div className="mt-2 flex flex-col items-start gap-2">
      <Button
        size="sm"
        refused={refused}
        busy={start.isPending || known.isPending}
        icon={<MessageCircle size={14} aria-hidden />}
        onClick={() => start.mutate({ contactId })}
      >
        {t("chat.startChat")}
      </Button>
      <Refused error={start.error ?? known.error} />
    </div>
  );
}
