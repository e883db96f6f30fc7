import { Button } from "@nexusone/ui/button";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useT } from "../../../i18n/context.tsx";
import { useRefusal, useShop } from "../../../lib/shop.ts";
import { toastDone, toastFailed } from "../../../lib/toast.ts";

function useReplay() {
  const t = useT();
  const { api } = useShop();
  const queryClient = useQueryClient();
  return useMutation(
    api.cj.replayMessages.mutationOptions({
      onSuccess: ({ count }) => void toastDone(t("inbox.replayed", { count })),
      onError: (error) => void toastFailed(error, t),
      onSettled: () => queryClient.invalidateQueries(api.cj.pathFilter()),
    }),
  );
}

export function ReplayFailed() {
  const t = useT();
  const refused = useRefusal("cj:manage");
  const replay = useReplay();
  return (
    <div>
      <Button size="sm" busy={replay.isPending} refused={refused} onClick={() => replay.mutate({ failed: true })}>
        {t("inbox.replayFailed")}
      </Button>
    </div>
  );
}

/** Reads again what one message is about. `name` tells its button from the others. */
export function ReplayOne({ id, name }: { id: string; name: string }) {
  const t = useT();
  const refused = useRefusal("cj:manage");
  const replay = useReplay();
  return (
    <Button
      size="sm"
      busy={replay.isPending}
      refused={refused}
      aria-label={`${t("inbox.replay")}: ${name}`}
      onClick={() => replay.mutate({ ids: [id] })}
    >
      {t("inbox.replay")}
    </Button>
  );
}
