import { createFileRoute } from "@tanstack/react-router";
import { ResetPage } from "../../../features/auth/reset-page.tsx";
import { tokenSearch } from "../../../features/auth/token-search.ts";

export const Route = createFileRoute("/_auth/auth/reset")({ validateSearch: tokenSearch, component: ResetPage });
