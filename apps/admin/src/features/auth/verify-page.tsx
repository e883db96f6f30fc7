import { buttonClass } from "@nexusone/ui/button";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useRouteContext } from "@tanstack/react-router";
import { LoaderCircle } from "lucide-react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { Heading } from "./heading.tsx";
import { useOnce } from "./use-once.ts";

const route = getRouteApi("/_auth/auth/verify");

export function VerifyPage() {
  const t = useT();
  const { person } = useRouteContext({ from: "__root__" });
  const queryClient = useQueryClient();
  const { token } = route.useSearch();
  const verify = useMutation(
    person.identity.verifyEmail.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(person.identity.findMe.queryFilter()),
    }),
  );
  useOnce(() => verify.mutate({ token }));
  if (verify.isSuccess) {
    return (
      <>
        <Heading title={t("auth.verify.done")}>{t("auth.verify.doneText")}</Heading>
        <Link to="/" className={`${buttonClass({ look: "primary", size: "lg" })} w-full`}>
          {t("auth.verify.continue")}
        </Link>
      </>
    );
  }
  return (
    <>
      <Heading title={t("auth.verify.title")} />
      {verify.isError ? (
        <Refused error={verify.error} onRetry={() => verify.mutate({ token })} />
      ) : (
        <LoaderCircle className="mx-auto animate-spin text-muted" aria-label={t("common.loading")} />
      )}
    </>
  );
}
