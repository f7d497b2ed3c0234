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
      docExpansion: "list",
      // A browser that is signed in may try requests; its cookie goes along, as everywhere in the product.
      withCredentials: true,
      validatorUrl: null,
    });
  });
  onCleanup(() => {
    document.title = titleBefore;
  });
  return <main class="api-docs" ref={element} aria-label="API explorer" />;
}
