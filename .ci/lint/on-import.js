/**
 * Visitors that call `check(node, specifier, typeOnly)` for every way a module names another one.
 * @param {(node: any, specifier: string, typeOnly: boolean) => void} check
 */
export function onImport(check) {
  return {
    /** @param {any} node */
    ImportDeclaration(node) {
      check(node, node.source.value, isTypeOnly(node.importKind, node.specifiers, "importKind"));
    },
    /** @param {any} node */
    ExportNamedDeclaration(node) {
      if (node.source) check(node, node.source.value, isTypeOnly(node.exportKind, node.specifiers, "exportKind"));
    },
    /** @param {any} node */
    ExportAllDeclaration(node) {
      check(node, node.source.value, node.exportKind === "type");
    },
    /** @param {any} node */
    ImportExpression(node) {
      if (typeof node.source.value === "string") check(node, node.source.value, false);
    },
    /** @param {any} node */
    TSImportType(node) {
      const source = node.source ?? node.argument;
      const literal = source?.literal ?? source;
      if (typeof literal?.value === "string") check(node, literal.value, true);
    },
  };
}

/**
 * @param {string | undefined} kind
 * @param {any[]} specifiers
 * @param {"importKind" | "exportKind"} key
 */
function isTypeOnly(kind, specifiers, key) {
  return kind === "type" || (specifiers.length > 0 && specifiers.every((specifier) => specifier[key] === "type"));
}
