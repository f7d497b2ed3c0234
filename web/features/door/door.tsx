import type { JSX } from "solid-js";
import { Mark } from "../../frame/mark.tsx";
import { wearHostBrand } from "../../stores/host-brand.ts";
import { OfflineBar } from "../../frame/offline-bar.tsx";
import { useDocumentTitle } from "../../ui/document-title.ts";

/** A page outside every account: sign-in and whatever a mailed link leads to. `beside` stands at its side, below it on a phone. */
export function Door(props: {
  title: string;
  /** The name of the browser tab, where it is another. */
  tab?: string;
  text?: JSX.Element;
  /** Over the title: which step of several it is. */
  above?: JSX.Element;
  children: JSX.Element;
  beside?: JSX.Element;
}) {
  wearHostBrand();
  useDocumentTitle(() => props.tab ?? props.title);
  return (
    <div class="flex min-h-dvh flex-col">
      <OfflineBar />
      <main class="mx-auto flex w-full max-w-220 flex-1 items-center justify-center gap-6 p-6 max-narrow:flex-col max-narrow:justify-start max-narrow:gap-5 max-narrow:px-4 max-narrow:py-10">
        <section class="w-full max-w-100">
          <Mark class="mb-6 size-10" />
          {props.above}
          <h1 class="text-28 font-semibold tracking-tight">{props.title}</h1>
          <p class="mt-1 mb-7 text-ink-2">{props.text}</p>
          {props.children}
        </section>
        {props.beside}
      </main>
    </div>
  );
}
