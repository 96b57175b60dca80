// What is typed on a page outlasts a change of its language, which loads the page anew:
//   <form data-language> ...   before it is sent, the fields of all other forms are put aside; the next page fills them in.
// Fields inside dialogs have their drafts (live/forms.ts), and passwords are never put aside.

const KEY = "palermo-typed";

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

interface Aside {
  at: string;
  fields: [form: number, name: string, value: string, on: boolean][];
}

export function keepTyped(): void {
  fillIn();
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches("[data-language]")) return;
    const aside: Aside = { at: location.pathname, fields: [] };
    forms().forEach((one, n) => {
      for (const field of fieldsOf(one)) aside.fields.push([n, field.name, field.value, isOn(field)]);
    });
    try {
      sessionStorage.setItem(KEY, JSON.stringify(aside));
    } catch {
      // without storage the language still changes
    }
  });
}

function fillIn(): void {
  let aside: Aside | null = null;
  try {
    aside = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Aside | null;
    sessionStorage.removeItem(KEY);
  } catch {
    return;
  }
  if (aside?.at !== location.pathname) return;
  const found = forms().map(fieldsOf);
  for (const [n, name, value, on] of aside.fields) {
    for (const field of found[n] ?? []) {
      if (field.name !== name) continue;
      if (!ticks(field)) field.value = value;
      else if (field.value === value) (field as HTMLInputElement).checked = on;
    }
  }
}

function forms(): HTMLFormElement[] {
  return [...document.querySelectorAll<HTMLFormElement>("main form:not([data-language])")];
}

function fieldsOf(form: HTMLFormElement): Field[] {
  return [...form.elements].filter(
    (field): field is Field =>
      field.matches("input, textarea, select") &&
      !field.matches("[type=password], [type=hidden], [type=file]") &&
      (field as Field).name !== "",
  );
}

function ticks(field: Field): boolean {
  return field.matches("[type=checkbox], [type=radio]");
}

function isOn(field: Field): boolean {
  return ticks(field) && (field as HTMLInputElement).checked;
}
