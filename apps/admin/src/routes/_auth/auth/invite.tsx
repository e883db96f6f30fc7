import { createFileRoute } from "@tanstack/react-router";
import { InvitePage } from "../../../features/auth/invite-page.tsx";
import { tokenSearch } from "../../../features/auth/token-search.ts";

export const Route = createFileRoute("/_auth/auth/invite")({ validateSearch: tokenSearch, component: InvitePage });
