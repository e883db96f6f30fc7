import { createFileRoute } from "@tanstack/react-router";
import { NothingHere } from "../../app/states.tsx";

/** An address of the shop that no screen has: the frame stays, so that one can go on from here. */
export const Route = createFileRoute("/m/$slug/$")({ component: NothingHere });
