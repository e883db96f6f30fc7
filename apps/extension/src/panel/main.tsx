import { render } from "../draw/render.ts";
import { send } from "../send.ts";
import { Panel } from "./panel.tsx";
import "../popup/popup.css";
import "./panel.css";

const LOOK_EVERY_MS = 1_000;

const root = document.getElementById("root");
// Hidden panels ask nothing: the queue does not need them.
const every = (act: () => void) => setInterval(() => document.hidden || act(), LOOK_EVERY_MS);
if (root) render(<Panel send={send} every={every} />, root);
