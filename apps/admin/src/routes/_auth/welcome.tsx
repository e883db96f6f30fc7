import { createFileRoute } from "@tanstack/react-router";
import { WelcomePage } from "../../features/auth/welcome-page.tsx";

export const Route = createFileRoute("/_auth/welcome")({ component: WelcomePage });
