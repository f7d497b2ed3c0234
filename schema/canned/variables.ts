/** What a canned reply may say of the conversation it is used in. `example` stands for it in a preview. */
export const CANNED_VARIABLES = {
  "contact.name": { label: "name", words: "Customer's name", example: "Maria Lopez" },
  "contact.first_name": { label: "first name", words: "Customer's first name", example: "Maria" },
  "contact.email": { label: "e-mail", words: "Customer's e-mail", example: "maria@example.com" },
  "contact.phone": { label: "phone", words: "Customer's phone", example: "+44 7700 900123" },
  "agent.name": { label: "my name", words: "Your name", example: "Sam Reed" },
  "account.name": { label: "business name", words: "Business name", example: "Your business" },
} as const satisfies Record<string, { label: string; words: string; example: string }>;

export type CannedVariable = keyof typeof CANNED_VARIABLES;
export const CANNED_VARIABLE_NAMES = Object.keys(CANNED_VARIABLES) as CannedVariable[];

/** Values of one conversation; null or empty for what is not known. */
export type CannedValues = Record<CannedVariable, string | null>;

/** What stands in a text for a value nobody knows, to be written over by a person. */
export function missingMark(variable: CannedVariable): string {
  return `[${CANNED_VARIABLES[variable].label}]`;
}
