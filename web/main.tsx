import "./styles/tokens.css";
import { render } from "solid-js/web";
import { App } from "./app.tsx";
import { applyTheme } from "./stores/theme.ts";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root.");

applyTheme();
render(() => <App />, root);
