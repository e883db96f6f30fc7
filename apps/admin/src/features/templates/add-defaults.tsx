import { Button } from "@nexusone/ui/button";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { toastDone, toastFailed } from "../../lib/toast.ts";

/** Drafts of the three templates that every shop needs, in five languages. */
export function AddDefaults({ look }: { look?: "primary" }) {
  const t = useT();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const refused = useRefusal("templates:manage");
  const add = useMutation(
    api.templates.addDefaults.mutationOptions({
      onSuccess: ({ added }) => void toastDone(t("templates.defaultsAdded", { count: added })),
      onError: (error) => void toastFailed(error, t),
      onSettled: () => queryClient.invalidateQueries(api.templates.pathFilter()),
    }),
  );
  return (
    <Button {...(look && { look })} busy={add.isPending} refused={refused} onClick={() => add.mutate({})}>
      {t("templates.addDefaults")}
    </Button>
  );
}
