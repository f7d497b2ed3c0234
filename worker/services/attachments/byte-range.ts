/**
 * The part of `size` bytes that a Range header asks for. Undefined for a header that is to be ignored (another unit, several ranges, no range
 * at all): then the whole is the answer. https://www.rfc-editor.org/rfc/rfc9110#name-range
 */
export function byteRange(
  header: string,
  size: number,
): { offset: number; length: number } | "unsatisfiable" | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header.trim());
  if (match === null) return undefined;
  const [first, last] = [match[1] ?? "", match[2] ?? ""];
  if (first === "") {
    if (last === "") return undefined;
    const length = Math.min(Number(last), size);
    return length === 0 ? "unsatisfiable" : { offset: size - length, length };
  }
  const offset = Number(first);
  if (last !== "" && Number(last) < offset) return undefined;
  if (offset >= size) return "unsatisfiable";
  const end = last === "" ? size - 1 : Math.min(Number(last), size - 1);
  return { offset, length: end - offset + 1 };
}
