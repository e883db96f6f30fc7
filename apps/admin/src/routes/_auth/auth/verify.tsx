import { createFileRoute } from "@tanstack/react-router";
import { VerifyPage } from "../../../features/auth/verify-page.tsx";
import { tokenSearch } from "../../../features/auth/token-search.ts";

export const Route = createFileRoute("/_auth/auth/verify")({ validateSearch: tokenSearch, component: VerifyPage });
