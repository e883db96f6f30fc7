import { render } from "../draw/render.ts";
import { send } from "../send.ts";
import { Options } from "./options.tsx";
import "../popup/popup.css";
import "../panel/panel.css";
import "./options.css";

const root = document.getElementById("root");
if (root) render(<Options send={send} />, root);
