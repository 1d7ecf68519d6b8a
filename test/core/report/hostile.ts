import fc from "fast-check";

const pieces = [
  "\u001b[2J",
  "\u009b31m",
  "\u0007",
  "\r",
  "\n",
  "\t",
  "\u202e",
  "\u200b",
  "\u2028",
  "\u00ad",
  "\u{e0041}",
  "\ud800",
  "```",
  "`",
  "``",
  "~~~",
  "|",
  "\\",
  "\\|",
  "<script>",
  "</details>",
  "<!--",
  "@octocat",
  "#12",
  "GH-7",
  "https://evil.example",
  "www.evil.example",
  "me@evil.example",
  "![x](y)",
  "[x](javascript:y)",
  "**",
  "__",
  "$x$",
  "&lt;",
  "&#64;",
  "- [ ] ",
  "1. ",
  "# ",
  "  ",
  " ",
  "ä",
  "漢",
  "🦀",
  "❤️",
];

/** Text that tries to be more than text: on a terminal, in Markdown, in HTML. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(...pieces),
      fc.string({ unit: "binary", maxLength: 4 }),
      fc.string({ maxLength: 6 }),
    ),
    {
      maxLength: 8,
    },
  )
  .map((parts) => parts.join(""));

/** Characters that a terminal could act on, or that are drawn as nothing. Variation selectors only choose how an emoji looks. */
export const activeCharacter =
  /(?![\ufe00-\ufe0f])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
