import { Button } from "@nexusone/ui/button";
import { Input } from "@nexusone/ui/field";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi, Link, useRouteContext } from "@tanstack/react-router";
import { Mail } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { useAfterSignIn } from "./after-sign-in.ts";
import { Heading } from "./heading.tsx";

const route = getRouteApi("/_auth/sign-in");

/** Password first, a link by mail for those who forgot it or never want one. */
export function SignInPage() {
  const { t, locale } = useI18n();
  const { person } = useRouteContext({ from: "__root__" });
  const { next } = route.useSearch();
  const afterSignIn = useAfterSignIn();
  const [byLink, setByLink] = useState(false);
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const signIn = useMutation(
    person.identity.signIn.mutationOptions({ onSuccess: ({ user }) => afterSignIn(next, user.locale) }),
  );
  const link = useMutation(person.identity.requestMagicLink.mutationOptions());
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (byLink) link.mutate({ email, locale });
    else signIn.mutate({ email, password });
  };
  if (link.isSuccess) {
    return (
      <>
        <Heading title={t("auth.link.sent")}>{t("auth.link.sentText", { email })}</Heading>
        <Button className="w-full" onClick={() => link.reset()}>
          {t("auth.link.other")}
        </Button>
      </>
    );
  }
  return (
    <>
      <Heading title={t("auth.signIn.title")} />
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Refused error={byLink ? link.error : signIn.error} />
        <Input
          label={t("auth.email")}
          type="email"
          autoComplete="username"
          required
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          controlClassName="h-10"
        />
        {byLink ? null : (
          <Input
            label={t("auth.password")}
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
            controlClassName="h-10"
            hint={
              <Link to="/forgot-password" className="text-accent-ink hover:underline">
                {t("auth.signIn.forgot")}
              </Link>
            }
          />
        )}
        <Button
          type="submit"
          look="primary"
          size="lg"
          busy={signIn.isPending || link.isPending}
          icon={byLink ? <Mail size={16} aria-hidden /> : undefined}
        >
          {t(byLink ? "auth.signIn.link" : "auth.signIn.action")}
        </Button>
        <Button look="quiet" onClick={() => setByLink(!byLink)}>
          {t(byLink ? "auth.signIn.usePassword" : "auth.signIn.link")}
        </Button>
      </form>
      <p className="mt-5 border-t border-line pt-4 text-center text-sm text-muted">
        {t("auth.signIn.new")}{" "}
        <Link to="/sign-up" className="font-medium text-accent-ink hover:underline">
          {t("auth.signIn.create")}
        </Link>
      </p>
    </>
  );
}
