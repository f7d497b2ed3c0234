const SECONDS = 2;
const FRAME_MS = 20;
/** One silent frame of 20 ms at full band: https://www.rfc-editor.org/rfc/rfc6716#section-3.1 */
const SILENCE = Uint8Array.of(0xf8, 0xff, 0xfe);
const SERIAL = 1;

/** Two quiet seconds, as voice notes are sent: Opus in Ogg. https://www.rfc-editor.org/rfc/rfc7845 */
export function sampleVoice(): Uint8Array<ArrayBuffer> {
  const frames = Array.from({ length: (SECONDS * 1000) / FRAME_MS }, () => SILENCE);
  const samples = SECONDS * 48_000;
  return joined([page(0, [head()], 0, 2), page(1, [tags()], 0, 0), page(2, frames, samples, 4)]);
}

function head(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(19);
  bytes.set(text("OpusHead"));
  // Version 1, one channel, no samples to skip, 48 kHz, no gain, the simplest mapping.
  bytes.set([1, 1], 8);
  new DataView(bytes.buffer).setUint32(12, 48_000, true);
  return bytes;
}

function tags(): Uint8Array<ArrayBuffer> {
  const vendor = text("Trellis");
  const bytes = new Uint8Array(8 + 4 + vendor.length + 4);
  bytes.set(text("OpusTags"));
  new DataView(bytes.buffer).setUint32(8, vendor.length, true);
  bytes.set(vendor, 12);
  return bytes;
}

/** https://www.rfc-editor.org/rfc/rfc3533#section-6. Packets are shorter than 255 bytes, at most 255 of them. */
function page(
  number: number,
  packets: readonly Uint8Array[],
  position: number,
  flags: number,
): Uint8Array<ArrayBuffer> {
  const start = 27 + packets.length;
  const bytes = joined([new Uint8Array(start), ...packets]);
  const view = new DataView(bytes.buffer);
  bytes.set(text("OggS"));
  bytes[5] = flags;
  view.setUint32(6, position, true);
  view.setUint32(14, SERIAL, true);
  view.setUint32(18, number, true);
  bytes[26] = packets.length;
  for (const [index, packet] of packets.entries()) bytes[27 + index] = packet.length;
  view.setUint32(22, oggCrc(bytes), true);
  return bytes;
}

/** Polynomial 0x04c11db7, not reflected, from 0: another one than PNG's. */
function oggCrc(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  }
  return crc >>> 0;
}

function text(of: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(new TextEncoder().encode(of));
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
