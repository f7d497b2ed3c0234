/** Who can sign in to the demo: one person for every role, and a second agency that must see none of it. */
export const DEMO_SIGN_INS = [
  { label: "Platform admin", email: "olivia@trellis.example", password: "trellis-demo" },
  { label: "Agency admin, Northlight", email: "maya@northlight.example", password: "trellis-demo" },
  { label: "Agency member, Northlight", email: "jonas@northlight.example", password: "trellis-demo" },
  { label: "Account admin, Casa Lumen", email: "ines@casalumen.example", password: "trellis-demo" },
  { label: "Account member, Casa Lumen", email: "tomas@casalumen.example", password: "trellis-demo" },
  { label: "Viewer, Casa Lumen", email: "vera@casalumen.example", password: "trellis-demo" },
  { label: "Agency admin, Harbour & Co", email: "ruth@harbour.example", password: "trellis-demo" },
] as const satisfies readonly { label: string; email: string; password: string }[];
