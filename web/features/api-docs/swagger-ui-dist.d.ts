declare module "swagger-ui-dist/swagger-ui-es-bundle.js" {
  /** Draws the explorer into a node. https://swagger.io/docs/open-source-tools/swagger-ui/usage/configuration/ */
  export default function SwaggerUIBundle(options: {
    domNode: HTMLElement;
    url: string;
    deepLinking: boolean;
    defaultModelsExpandDepth: number;
    docExpansion: "list" | "full" | "none";
    withCredentials: boolean;
    validatorUrl: string | null;
  }): void;
}
