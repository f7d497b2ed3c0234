/** A part of a template, in Meta's own form. */
export interface WireComponent {
  type: "HEADER" | "BODY" | "FOOTER" | "BUTTONS" | "CAROUSEL";
  format?: "TEXT" | "IMAGE" | "VIDEO" | "DOCUMENT";
  text?: string;
  example?: Record<string, unknown>;
  buttons?: {
    type: "QUICK_REPLY" | "URL" | "PHONE_NUMBER" | "COPY_CODE";
    text: string;
    url?: string;
    phone_number?: string;
    example?: string[];
  }[];
}

/** A template, in Meta's own form. */
export interface WireTemplate {
  name: string;
  language: string;
  category: "UTILITY" | "MARKETING";
  status: string;
  parameter_format: "POSITIONAL" | "NAMED";
  rejected_reason?: string;
  quality?: string;
  components: WireComponent[];
}

const reminder = (language: string, body: string, footer: string, confirm: string, move: string): WireTemplate => ({
  name: "appointment_reminder",
  language,
  category: "UTILITY",
  status: "APPROVED",
  parameter_format: "POSITIONAL",
  quality: "GREEN",
  components: [
    { type: "BODY", text: body, example: { body_text: [["Noor", "Tuesday", "14:30"]] } },
    { type: "FOOTER", text: footer },
    {
      type: "BUTTONS",
      buttons: [
        { type: "QUICK_REPLY", text: confirm },
        { type: "QUICK_REPLY", text: move },
      ],
    },
  ],
});

const named = (...values: [string, string][]) => values.map(([param_name, example]) => ({ param_name, example }));

/** What the WhatsApp Manager of a business like this one would hold: several languages, every kind of part, and every fate. */
export const TEMPLATE_SET: readonly WireTemplate[] = [
  reminder(
    "en_GB",
    "Hello {{1}}, this is a reminder of your appointment on {{2}} at {{3}}. Can you make it?",
    "You can also write to us here.",
    "Yes, I will be there",
    "I need another time",
  ),
  reminder(
    "es",
    "Hola {{1}}, le recordamos su cita del {{2}} a las {{3}}. ¿Podrá venir?",
    "También puede escribirnos aquí.",
    "Sí, allí estaré",
    "Necesito otra hora",
  ),
  reminder(
    "pt_BR",
    "Olá {{1}}, este é um lembrete do seu horário em {{2}} às {{3}}. Você pode vir?",
    "Você também pode escrever aqui.",
    "Sim, estarei lá",
    "Preciso de outro horário",
  ),
  {
    name: "follow_up",
    language: "en_GB",
    category: "UTILITY",
    status: "APPROVED",
    parameter_format: "NAMED",
    quality: "GREEN",
    components: [
      {
        type: "BODY",
        text: "Hello {{first_name}}, we still have your question open. Shall we go on here?",
        example: { body_text_named_params: named(["first_name", "Noor"]) },
      },
      { type: "BUTTONS", buttons: [{ type: "QUICK_REPLY", text: "Yes, please" }] },
    ],
  },
  {
    name: "hello_world",
    language: "en_US",
    category: "UTILITY",
    status: "APPROVED",
    parameter_format: "POSITIONAL",
    components: [
      { type: "HEADER", format: "TEXT", text: "Hello World" },
      { type: "BODY", text: "Welcome and congratulations! This message shows that your number can send templates." },
      { type: "FOOTER", text: "WhatsApp Business Platform sample message" },
    ],
  },
  {
    name: "order_update",
    language: "en_GB",
    category: "UTILITY",
    status: "APPROVED",
    parameter_format: "NAMED",
    quality: "GREEN",
    components: [
      {
        type: "HEADER",
        format: "TEXT",
        text: "Order {{order_number}}",
        example: { header_text_named_params: named(["order_number", "A-2041"]) },
      },
      {
        type: "BODY",
        text: "Good news, {{first_name}}: your order is {{status}}. We will tell you when that changes.",
        example: { body_text_named_params: named(["first_name", "Noor"], ["status", "on its way"]) },
      },
      {
        type: "BUTTONS",
        buttons: [
          {
            type: "URL",
            text: "Track the order",
            url: "https://shop.example/orders/{{1}}",
            example: ["https://shop.example/orders/A-2041"],
          },
          { type: "PHONE_NUMBER", text: "Call us", phone_number: "+442079460123" },
        ],
      },
    ],
  },
  {
    name: "new_collection",
    language: "en_GB",
    category: "MARKETING",
    status: "APPROVED",
    parameter_format: "POSITIONAL",
    quality: "YELLOW",
    components: [
      { type: "HEADER", format: "IMAGE", example: { header_handle: ["https://scontent.whatsapp.net/v/sample.jpg"] } },
      {
        type: "BODY",
        text: "{{1}}, our new collection is here. With this code you have *{{2}}* off until Sunday.",
        example: { body_text: [["Noor", "15 %"]] },
      },
      { type: "FOOTER", text: "Reply STOP to hear no more offers." },
      {
        type: "BUTTONS",
        buttons: [
          { type: "COPY_CODE", text: "Copy offer code", example: ["NEW15"] },
          { type: "QUICK_REPLY", text: "STOP" },
        ],
      },
    ],
  },
  {
    name: "invoice_ready",
    language: "en_GB",
    category: "UTILITY",
    status: "APPROVED",
    parameter_format: "NAMED",
    quality: "GREEN",
    components: [
      {
        type: "HEADER",
        format: "DOCUMENT",
        example: { header_handle: ["https://scontent.whatsapp.net/v/sample.pdf"] },
      },
      {
        type: "BODY",
        text: "Hello {{first_name}}, here is your invoice over {{amount}}. Thank you!",
        example: { body_text_named_params: named(["first_name", "Noor"], ["amount", "£240.00"]) },
      },
    ],
  },
  {
    name: "feedback_request",
    language: "en_GB",
    category: "MARKETING",
    status: "PAUSED",
    parameter_format: "POSITIONAL",
    quality: "RED",
    components: [
      { type: "BODY", text: "How did we do, {{1}}? Tell us in a word or two.", example: { body_text: [["Noor"]] } },
    ],
  },
  {
    name: "flash_sale",
    language: "en_GB",
    category: "MARKETING",
    status: "REJECTED",
    rejected_reason: "PROMOTIONAL",
    parameter_format: "POSITIONAL",
    components: [{ type: "BODY", text: "ONLY TODAY {{1}}!!! Everything must go.", example: { body_text: [["Noor"]] } }],
  },
  {
    name: "price_list",
    language: "en_GB",
    category: "MARKETING",
    status: "PENDING",
    parameter_format: "POSITIONAL",
    components: [{ type: "BODY", text: "Our prices for the new season are here." }],
  },
  {
    name: "product_tour",
    language: "en_GB",
    category: "MARKETING",
    status: "APPROVED",
    parameter_format: "POSITIONAL",
    components: [{ type: "BODY", text: "Three of our favourites:" }, { type: "CAROUSEL" }],
  },
];
