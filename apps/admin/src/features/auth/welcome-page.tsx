import { buttonClass } from "@nexusone/ui/button";
import { Link } from "@tanstack/react-router";
import { useT } from "../../i18n/context.tsx";
import { Heading } from "./heading.tsx";

/** Signed in, but a member of no shop any more. */
export function WelcomePage() {
  const t = useT();
  return (
    <>
      <Heading title={t("auth.noShop.title")}>{t("auth.noShop.text")}</Heading>
      <Link to="/sign-in" className={`${buttonClass({ look: "plain", size: "lg" })} w-full`}>
        {t("auth.back")}
      </Link>
    </>
  );
}
