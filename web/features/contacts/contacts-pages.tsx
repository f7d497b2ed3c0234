import { useParams } from "@solidjs/router";
import { lazy, Match, Switch } from "solid-js";
import NotFoundPage from "../not-found/not-found-page.tsx";
import ContactsPage from "./contacts-page.tsx";

const DuplicatesPage = lazy(() => import("../merging/duplicates-page.tsx"));

/** The contacts of an account, or those that may be one person twice. */
export default function ContactsPages() {
  const params = useParams<{ page?: string }>();
  return (
    <Switch fallback={<NotFoundPage />}>
      <Match when={params.page === undefined}>
        <ContactsPage />
      </Match>
      <Match when={params.page === "duplicates"}>
        <DuplicatesPage />
      </Match>
    </Switch>
  );
}
