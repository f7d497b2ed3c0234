import { A } from "@solidjs/router";
import ArrowLeft from "lucide-solid/icons/arrow-left";
import { onCleanup, onMount } from "solid-js";
import SwaggerUIBundle from "swagger-ui-dist/swagger-ui-es-bundle.js";
import "swagger-ui-dist/swagger-ui.css";
import "./api-docs.css";

/**
 * The API explorer: every route of `/api/openapi.json`, to read and to try. Reached by `/api/docs`. It stays light in dark mode too: its
 * own colours have no dark set that meets AA.
 */
export default function ApiDocsPage() {
  let element!: HTMLDivElement;
  const titleBefore = document.title;
  onMount(() => {
    document.title = "API · Trellis";
    SwaggerUIBundle({
      domNode: element,
      url: "/api/openapi.json",
      deepLinking: false,
      defaultModelsExpandDepth: -1,
      // A group is drawn when it is opened: more than a hundred routes at once keep the page busy for seconds.
      docExpansion: "none",
      // A browser that is signed in may try requests; its cookie goes along, as everywhere in the product.
      withCredentials: true,
      validatorUrl: null,
    });
  });
  onCleanup(() => {
    document.title = titleBefore;
  });
  return (
    <>
      <header class="border-b border-line bg-surface px-5 max-narrow:px-4">
        <A href="/" class="inline-flex h-11 items-center gap-2 text-13 text-ink-2 hover:text-ink [&_svg]:size-4">
          <ArrowLeft aria-hidden="true" />
          Back to Trellis
        </A>
      </header>
      <main class="api-docs" ref={element} aria-label="API explorer" />
    </>
  );
}
