/** The one file of a form, its bytes as a stream. */
export interface FormFile {
  name: string;
  mimeType: string;
  /** bytes, exactly */
  size: number;
  body: ReadableStream<Uint8Array>;
}

/**
 * A multipart form with some fields and one file last, whose bytes pass through and are never held. Its length is known, so it is not
 * sent in chunks. Should the file turn out longer or shorter than `size`, reading the body fails.
 */
export function multipart(
  fields: Readonly<Record<string, string>>,
  file: FormFile,
): { body: ReadableStream<Uint8Array>; contentType: string } {
  const boundary = `trellis-${crypto.randomUUID()}`;
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const encoder = new TextEncoder();
  const head = encoder.encode(
    `${parts.join("")}--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${quoted(file.name)}"\r\ncontent-type: ${file.mimeType}\r\n\r\n`,
  );
  const tail = encoder.encode(`\r\n--${boundary}--\r\n`);
  const { readable, writable } = new FixedLengthStream(head.length + file.size + tail.length);
  // A failure here fails the reader of `readable`, which is where it is heard.
  void pass(writable, head, file.body, tail).catch(() => undefined);
  return { body: readable, contentType: `multipart/form-data; boundary=${boundary}` };
}

async function pass(
  writable: WritableStream<Uint8Array>,
  head: Uint8Array,
  body: ReadableStream<Uint8Array>,
  tail: Uint8Array,
): Promise<void> {
  const writer = writable.getWriter();
  await writer.write(head);
  writer.releaseLock();
  await body.pipeTo(writable, { preventClose: true });
  const end = writable.getWriter();
  await end.write(tail);
  await end.close();
}

/** As browsers write it: https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data */
function quoted(name: string): string {
  return name.replaceAll("\r", "%0D").replaceAll("\n", "%0A").replaceAll('"', "%22");
}
