import type { PreviewId } from "@nexusone/contracts/ids";
import { Button } from "@nexusone/ui/button";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Pause, Play } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { toastFailed } from "../../lib/toast.ts";

/** Holds the import, or lets it go on. Also from another device: the state is the server's. */
export function PauseButton({ id, paused }: { id: PreviewId; paused: boolean }) {
  const t = useT();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const refused = useRefusal("catalog:import");
  const verb = paused ? api.imports.resume : api.imports.pause;
  const { mutate, isPending } = useMutation(
    verb.mutationOptions({
      onSuccess: (view) => queryClient.setQueryData(api.imports.get.queryKey({ id }), view),
      onError: (error) => void toastFailed(error, t),
    }),
  );
  const Icon = paused ? Play : Pause;
  return (
    <Button
      look={paused ? "primary" : "plain"}
      refused={refused}
      busy={isPending}
      icon={<Icon size={15} aria-hidden />}
      onClick={() => mutate({ id })}
    >
      {t(paused ? "imports.progress.resume" : "imports.progress.pause")}
    </Button>
  );
}
