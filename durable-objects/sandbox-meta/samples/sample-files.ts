import type { SandboxSample } from "../../../schema/contracts/sandbox.ts";
import { samplePhoto } from "./photo.ts";
import { samplePdf } from "./pdf.ts";
import { sampleVoice } from "./voice.ts";

/** A small file a customer's phone has at hand, made when it is asked for. */
export interface SampleFile {
  name: string;
  mimeType: string;
  voice: boolean;
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
}

export const SAMPLE_FILES = {
  photo: { name: "photo.png", mimeType: "image/png", voice: false, bytes: samplePhoto },
  voice: { name: "voice.ogg", mimeType: "audio/ogg", voice: true, bytes: async () => sampleVoice() },
  document: { name: "Price list.pdf", mimeType: "application/pdf", voice: false, bytes: async () => samplePdf() },
} as const satisfies Record<SandboxSample, SampleFile>;
