import { useMutation } from "@tanstack/react-query";
import { getRouteApi, useRouteContext } from "@tanstack/react-router";
import { LoaderCircle } from "lucide-react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useAfterSignIn } from "./after-sign-in.ts";
import { Heading } from "./heading.tsx";
import { useOnce } from "./use-once.ts";

const route = getRouteApi("/_auth/auth/magic");

export function MagicPage() {
  const t = useT();
  const { person } = useRouteContext({ from: "__root__" });
  const { token } = route.useSearch();
  const afterSignIn = useAfterSignIn();
  const consume = useMutation(
    person.identity.consumeMagicLink.mutationOptions({ onSuccess: ({ user }) => afterSignIn(undefined, user.locale) }),
  );
  useOnce(() => consume.mutate({ token }));
  return (
    <>
      <Heading title={t("auth.magic.title")} />
      {consume.isError ? (
        <Refused error={consume.error} onRetry={() => consume.mutate({ token })} />
      ) : (
        <LoaderCircle className="mx-auto animate-spin text-muted" aria-label={t("common.loading")} />
      )}
    </>
  );
}
