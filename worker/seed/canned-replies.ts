/** Shortcut, title, text. */
type Reply = readonly [string, string, string];

const HELLO: Reply = [
  "hello",
  "First answer",
  "Hi {{contact.first_name | default: 'there'}}, this is {{agent.name}} from {{account.name}}. How can I help?",
];
const MOMENT: Reply = ["moment", "One moment", "One moment please, I will find out for you right away."];
const THANKS: Reply = [
  "thanks",
  "Thank you, goodbye",
  "Thank you, {{contact.first_name | default: 'and see you soon'}}! If anything else comes up, just write here.",
];

/** What each demo account answers every day: eight each. */
export const DEMO_CANNED_REPLIES: Readonly<Record<string, readonly Reply[]>> = {
  "casa-lumen": [
    HELLO,
    MOMENT,
    THANKS,
    ["hours", "Opening hours", "We are open Tuesday to Saturday from 10 to 19, and closed on Sunday and Monday."],
    [
      "delivery",
      "Delivery and cost",
      "We deliver within three working days: 9 up to 5 kg, 19 up to 10 kg, and free from two lamps on. Where may we send it?",
    ],
    [
      "repair",
      "Sending in a repair",
      "Sorry about that, {{contact.first_name}}. Please send us a photo of the lamp and of its label, and we will tell you today what a repair costs.",
    ],
    [
      "trade",
      "Trade price",
      "Designers and architects get 10 % off. Send us your company's name and VAT number, and it counts from your next order on.",
    ],
    [
      "quote",
      "Details for a quote",
      "Happily! To make you a quote I need the room's measures, the ceiling's height and a photo. May I reach you at {{contact.email}}?",
    ],
  ],
  "verde-dental": [
    HELLO,
    MOMENT,
    THANKS,
    [
      "hours",
      "Opening hours",
      "We see patients Monday to Friday from 9 to 20, and in emergencies on Saturday from 10 to 13.",
    ],
    [
      "emergency",
      "Emergency",
      "I am sorry you are in pain, {{contact.first_name}}. Can you be here within the hour? We will fit you in. If your face swells or you have a fever, please call 112.",
    ],
    [
      "book",
      "Booking a check-up",
      "Which day suits you best, and do you prefer the morning or the afternoon? A check-up takes 30 minutes.",
    ],
    [
      "insurance",
      "Insurance",
      "We work with Salvia and most other insurers. Send me a photo of your card and I will check what yours covers.",
    ],
    [
      "after",
      "After an extraction",
      "For today: nothing hot, no straw, no sport. Press on the gauze for 30 minutes, and cool from outside. Light bleeding until tomorrow is normal. Write to us if it does not stop.",
    ],
  ],
  "brisa-surf": [
    HELLO,
    MOMENT,
    THANKS,
    [
      "lesson",
      "Lessons and prices",
      "A group lesson is 40 for two hours, a private one 75. Board and wetsuit are included. For which day, and how many of you?",
    ],
    [
      "size",
      "Wetsuit sizes",
      "So that your wetsuit is ready: how tall is everyone, and what do they weigh? A rough guess is fine.",
    ],
    [
      "meet",
      "Where we meet",
      "We meet at the blue hut at the north end of the beach, 15 minutes before. Bring a towel and sun cream, we bring the rest.",
    ],
    [
      "weather",
      "Called off for the weather",
      "Hi {{contact.first_name | default: 'there'}}, the sea is too rough for a good lesson today. Shall we move it to tomorrow, or would you like your money back?",
    ],
    [
      "kids",
      "Children",
      "From six years on, if they can swim. Under ten we teach two children per teacher at most, in knee-deep water.",
    ],
  ],
  fornetto: [
    HELLO,
    MOMENT,
    THANKS,
    [
      "menu",
      "Menu",
      "Here is today's menu: fornetto.example/menu. The dough rests 48 hours, so some days we do run out!",
    ],
    [
      "table",
      "Booking a table",
      "With pleasure. For what day and time, and for how many? We hold a table for 15 minutes.",
    ],
    [
      "allergy",
      "Allergies",
      "Thank you for telling us. We bake gluten free in a pan of its own, but in the same oven. Which allergy is it, so that I can ask the kitchen?",
    ],
    [
      "office",
      "Office lunch",
      "From ten people on we deliver to offices from 11:30 with 10 % off. Please order until 10 the same day. {% if contact.email %}Shall I send the list to {{contact.email}}?{% else %}Where may I send the list?{% endif %}",
    ],
    [
      "late",
      "An order is late",
      "I am sorry, {{contact.first_name | default: 'that took too long'}}. Your order has left and will be with you in ten minutes. The next dessert is on us.",
    ],
  ],
  "atlas-physio": [
    HELLO,
    MOMENT,
    THANKS,
    [
      "book",
      "First appointment",
      "A first appointment takes 50 minutes. Please bring your referral and loose clothes. Would a morning or an evening suit you?",
    ],
    [
      "cancel",
      "Cancelling",
      "No problem, {{contact.first_name | default: 'thank you for telling us'}}. Up to 24 hours before it is free. Shall we look for another day right away?",
    ],
    [
      "exercise",
      "Doing your exercises",
      "How did the exercises go? A dull ache for a day is fine. With a sharp pain, please stop and write to me.",
    ],
    [
      "home",
      "Home visits",
      "We come home to you within five miles of Cardiff Bay, for 15 more. What is your address, and does somebody have to let us in?",
    ],
    [
      "insurer",
      "Invoice for the insurer",
      "Your invoice goes to {{contact.email | default: 'you by e-mail'}} tonight. Most insurers pay back within two weeks.",
    ],
  ],
};
