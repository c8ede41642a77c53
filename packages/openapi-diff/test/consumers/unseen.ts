/** Changes of types that break code which still compiles, or that the programs do not contain. */
const unseen: Readonly<Record<string, string>> = {
  "response-enum-value-removed":
    "The enums of responses allow other strings, so a comparison with the value compiles.",
  "response-enum-value-renamed":
    "The enums of responses allow other strings, so a comparison with the value compiles.",
  "response-enum-lifted": "A comparison with one of the values compiles.",
  "optional-header-removed": "The type of headers accepts every name.",
  "required-header-removed": "The type of headers accepts every name.",
  "required-request-body-added of a webhook": "The programs do not answer webhooks.",
  "request-property-became-required of a part":
    "The programs make whole requests, no parts of them.",
};

/** Returns whether no program shows that a rule's change breaks it. */
export function isUnseen(rule: string, wire: string, pointer: string): boolean {
  const names = [
    rule,
    ...(wire === "none" ? [`${rule} of a part`] : []),
    ...(pointer.startsWith("/webhooks") ? [`${rule} of a webhook`] : []),
  ];
  return names.some((name) => Object.hasOwn(unseen, name));
}
