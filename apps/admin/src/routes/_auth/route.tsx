import { createFileRoute } from "@tanstack/react-router";
import { AuthFrame } from "../../features/auth/auth-frame.tsx";

export const Route = createFileRoute("/_auth")({ component: AuthFrame });
