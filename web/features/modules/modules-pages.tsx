import { useParams } from "@solidjs/router";
import { Match, Switch } from "solid-js";
import NotFoundPage from "../not-found/not-found-page.tsx";
import ModuleDocsPage from "./module-docs-page.tsx";
import ModulePage from "./module-page.tsx";
import ModulesPage from "./modules-page.tsx";

/** The modules of an account, one of them, or how to set it up: loaded together, as one leads to the other. */
export default function ModulesPages() {
  const params = useParams<{ slug?: string; part?: string }>();
  return (
    <Switch fallback={<NotFoundPage />}>
      <Match when={params.slug === undefined}>
        <ModulesPage />
      </Match>
      <Match when={params.part === undefined}>
        <ModulePage />
      </Match>
      <Match when={params.part === "docs"}>
        <ModuleDocsPage />
      </Match>
    </Switch>
  );
}
