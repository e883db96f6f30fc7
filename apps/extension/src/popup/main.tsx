import { render } from "../draw/render.ts";
import { send } from "../send.ts";
import { Popup } from "./popup.tsx";
import "./popup.css";

const root = document.getElementById("root");
if (root) render(<Popup send={send} inTab={location.search === "?tab"} />, root);
