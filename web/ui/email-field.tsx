import { TextField, type TextFieldProps } from "./text-field.tsx";

/** A TextField for an e-mail address: the keyboard that has an @ on it, and nothing that corrects the spelling. */
export function EmailField(props: TextFieldProps) {
  return <TextField type="email" inputmode="email" autocapitalize="none" spellcheck={false} {...props} />;
}
