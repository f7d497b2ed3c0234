/** How many bytes from the start are enough to tell: a JPEG may carry 64 KiB of camera's notes first, and a preview in them. */
export const HEAD_BYTES = 128 * 1024;

/**
 * Width and height of a picture in pixels, from its first bytes; undefined for what is no PNG, JPEG, GIF or WebP, or says something absurd.
 * A screen leaves the right room for it before it has come.
 */
export function imageSize(head: Uint8Array): { width: number; height: number } | undefined {
  const size = sizeIn(new DataView(head.buffer, head.byteOffset, head.byteLength));
  return size !== undefined && isSensible(size.width) && isSensible(size.height) ? size : undefined;
}

function isSensible(pixels: number): boolean {
  return pixels > 0 && pixels <= 65_535;
}

type Size = { width: number; height: number };

function sizeIn(view: DataView): Size | undefined {
  try {
    if (view.getUint32(0) === 0x89504e47) return { width: view.getUint32(16), height: view.getUint32(20) };
    if (view.getUint32(0) === 0x47494638) return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
    if (view.getUint16(0) === 0xffd8) return jpegSize(view);
    if (view.getUint32(0) === 0x52494646 && view.getUint32(8) === 0x57454250) return webpSize(view);
  } catch (error) {
    // Shorter than its own headers say.
    if (!(error instanceof RangeError)) throw error;
  }
  return undefined;
}

/** Goes from marker to marker until the one that starts the picture. https://www.w3.org/Graphics/JPEG/itu-t81.pdf, B.1 */
function jpegSize(view: DataView): Size | undefined {
  let turned = false;
  for (let at = 2; ;) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    const isStartOfFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isStartOfFrame) {
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)];
      return turned ? { width: height, height: width } : { width, height };
    }
    if (marker === 0xe1) turned = isTurned(view, at + 4);
    at += 2 + view.getUint16(at + 2);
  }
}

/** Whether the camera's notes say that it was held upright: values 5 to 8 of Exif's orientation lie on their side. */
function isTurned(view: DataView, at: number): boolean {
  if (view.getUint32(at) !== 0x45786966) return false;
  const tiff = at + 6;
  const little = view.getUint16(tiff) === 0x4949;
  const directory = tiff + view.getUint32(tiff + 4, little);
  const entries = view.getUint16(directory, little);
  for (let entry = 0; entry < Math.min(entries, 100); entry++) {
    const place = directory + 2 + entry * 12;
    if (view.getUint16(place, little) === 0x0112) return view.getUint16(place + 8, little) >= 5;
  }
  return false;
}

/** https://developers.google.com/speed/webp/docs/riff_container */
function webpSize(view: DataView): Size | undefined {
  const kind = view.getUint32(12);
  if (kind === 0x56503820)
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (kind === 0x5650384c) {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (kind === 0x56503858) {
    const three = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
    return { width: three(24) + 1, height: three(27) + 1 };
  }
  return undefined;
}
