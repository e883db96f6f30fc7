import { Drawer } from "@nexusone/ui/dialog";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { FailedState, PendingPage } from "../../app/states.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { readChoice, writeChoice } from "../../lib/storage.ts";
import { useMedia } from "../../lib/use-media.ts";
import { Composer, type ComposerHandle } from "./composer.tsx";
import type { Conversation, Message } from "./inbox-queries.ts";
import { ConversationPanel } from "./panel.tsx";
import { Thread } from "./thread.tsx";
import { ThreadHeader, useConversationActs } from "./thread-header.tsx";
import { useAfterChange } from "./use-after-change.ts";
import { useAttendance } from "./use-attendance.ts";
import { useCustomerName } from "./use-customer-name.ts";
import { useThreadKeys } from "./use-keys.ts";

const WIDE = "(min-width: 1280px)";

/** The conversation that the address names. */
export function ThreadPane() {
  const { api } = useShop();
  const id = useParams({ from: "/m/$slug/inbox/$conversationId" }).conversationId;
  const conversation = useQuery(api.conversations.get.queryOptions({ id }));
  if (conversation.data) return <OpenThread key={id} conversation={conversation.data} />;
  return (
    <div className="min-w-0 flex-1">
      {conversation.isError ? (
        <FailedState error={conversation.error} onRetry={() => void conversation.refetch()} />
      ) : (
        <PendingPage />
      )}
    </div>
  );
}

function OpenThread({ conversation }: { conversation: Conversation }) {
  const t = useT();
  const { slug } = useShop();
  const { id } = conversation;
  const search = useSearch({ from: "/m/$slug/inbox" });
  const navigate = useNavigate();
  const wide = useMedia(WIDE);
  const [pinned, setPinned] = useState(readChoice("inbox-panel") !== "hidden");
  const [drawer, setDrawer] = useState(false);
  const { others, onType } = useAttendance(id);
  const onSeen = useSeen(conversation);
  const acts = useConversationActs(conversation);
  const composer = useRef<ComposerHandle>(null);
  const [quoted, setQuoted] = useState<Message>();
  const customer = useCustomerName(conversation);
  const openAt = (at: string | undefined): void =>
    void navigate({
      to: "/m/$slug/inbox/$conversationId",
      params: { slug, conversationId: id },
      search: { ...search, at },
      replace: true,
    });
  useThreadKeys((key) => {
    if (key === "close") acts.setState(conversation.state === "closed" ? "open" : "closed");
    else composer.current?.focus(key === "draft" ? "reply" : key);
  });
  const onPanel = (): void => {
    if (!wide) return setDrawer(true);
    writeChoice("inbox-panel", pinned ? "hidden" : null);
    setPinned(!pinned);
  };
  return (
    <>
      <section
        aria-label={t("chat.with", { name: customer })}
        className="flex min-h-0 min-w-0 flex-1 flex-col bg-canvas"
      >
        <ThreadHeader {...{ conversation, others, search, onPanel }} panelShown={pinned} />
        <Thread
          conversationId={id}
          customer={customer}
          at={search.at}
          onQuote={(message) => {
            setQuoted(message);
            composer.current?.focus("reply");
          }}
          onOpenQuoted={openAt}
          onNewest={() => openAt(undefined)}
          onSeen={onSeen}
        />
        <Composer
          ref={composer}
          conversation={conversation}
          customer={customer}
          quoted={quoted}
          onUnquote={() => setQuoted(undefined)}
          onType={onType}
          onSent={() => openAt(undefined)}
        />
      </section>
      {wide && pinned ? (
        <aside
          aria-label={t("chat.panel")}
          className="min-h-0 w-72 shrink-0 overflow-y-auto 2xl:w-80 border-s border-line bg-surface"
        >
          <ConversationPanel id={id} />
        </aside>
      ) : null}
      {drawer ? (
        <Drawer open onOpenChange={setDrawer} title={customer}>
          <div className="-mx-4 -my-4">
            <ConversationPanel id={id} />
          </div>
        </Drawer>
      ) : null}
    </>
  );
}

/** Looking at the newest messages marks them as read here; what comes in meanwhile stays unread until it is on the screen too. */
function useSeen({ id, unread }: Pick<Conversation, "id" | "unread">) {
  const { api, can } = useShop();
  const after = useAfterChange(id);
  const tick = useMutation(api.messages.markRead.mutationOptions());
  const mark = useMutation(api.conversations.mark.mutationOptions({ onSuccess: after }));
  return (seenMessageId: Message["id"]): void => {
    if (unread === 0 || document.visibilityState !== "visible") return;
    mark.mutate({ id, read: true, seenMessageId });
    // The customer's own ticks; whoever may not answer leaves them as they are.
    if (can("conversations:reply")) tick.mutate({ conversationId: id });
  };
}
