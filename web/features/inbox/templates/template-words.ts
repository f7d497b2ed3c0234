import type { Template, TemplateStatus } from "../../../../schema/contracts/templates.ts";

/** `order_update` as "Order update". */
export function templateTitle(name: string): string {
  const words = name.replaceAll("_", " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const NAMES = new Intl.DisplayNames("en", { type: "language" });

/** `en_GB` as "British English"; the code itself where nobody has a name for it. */
export function languageName(code: string): string {
  try {
    return NAMES.of(code.replaceAll("_", "-")) ?? code;
  } catch {
    return code;
  }
}

const STANDS = {
  pending: "Waiting for approval",
  rejected: "Rejected",
  paused: "Paused",
  disabled: "Disabled",
  deleting: "Being deleted",
  other: "Not available",
} as const satisfies Record<Exclude<TemplateStatus, "approved">, string>;

/** Why a template cannot be sent, in a few words and in whole; undefined for one that can. */
export function whyNot({
  status,
  reason,
  shape,
}: Pick<Template, "status" | "reason" | "shape">): { short: string; long: string } | undefined {
  if (status !== "approved") {
    const short = STANDS[status];
    return { short, long: reason === null ? `${short}.` : `${short}: ${reason}.` };
  }
  return shape.unsupported === undefined ? undefined : { short: "Not supported", long: shape.unsupported };
}

/** What can be sent first, each by name and language. */
export function inOrder(templates: readonly Template[]): Template[] {
  const rank = (template: Template): number => (whyNot(template) === undefined ? 0 : 1);
  return templates.toSorted(
    (a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name) || a.language.localeCompare(b.language),
  );
}

/** Those in a language (all for ""), that hold every word of what was searched in their name or text. */
export function matching(
  templates: readonly Template[],
  { language, search }: { language: string; search: string },
): Template[] {
  const words = search
    .toLowerCase()
    .split(/[\s_]+/)
    .filter(Boolean);
  return templates.filter((template) => {
    if (language !== "" && template.language !== language) return false;
    const { body, footer = "", header } = template.shape;
    const text = `${template.name} ${header?.text ?? ""} ${body} ${footer}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
