// What this code says to people. The page may bring the same words in another language.

const ENGLISH = {
  live: "Live",
  lost: "No connection",
  lost_waiting: "No connection. {n} not sent yet",
  lost_more: "No connection. What you write is kept and goes out by itself.",
  back: "Back",
  back_new: "Back. {n} new.",
  new: "{n} new: {first}",
  waiting_new: "{n} new",
  sending: "Sending…",
  sent: "Sent.",
  take_back: "Take back",
  taken_back: "Taken back.",
  planned: "Planned. It stands on the list of injects.",
  kept: "Kept. It goes out as soon as the connection is back.",
  restored: "What you had written is still here.",
  too_old: "Something was not sent while you were away. What you wrote is still in its form.",
  no_form: "This could not be opened. Please try again in a moment.",
  old_form: "No connection: this is how it stood when it was opened last. What you send goes out later.",
  revoked: "This page has stopped: the seat was opened on another device, or control gave it a new link.",
  open_here: "Open it here",
  can: "{name} can",
  can_more: "{what}: {name} can. Let {name} type now",
  unpinned: "Taken off the board.",
  put_back: "Put back",
  follow: "Follow it",
  not_started: "It has not started. What is missing stands under “New for us” and in Analysis.",
  close: "Close",
  paper_told: "Recorded: {facts} to {to}.",
  undo: "Undo",
  undone: "Set right. What was recorded stays in the record, with the correction beside it.",
  held: "It goes out in {n} seconds.",
  not_sent: "Nothing was sent.",
  done: "Done. {what}",
  taken_by: "{who} sees to it.",
  taken_me: "You see to it.",
  somebody: "Somebody",
  writes: "{who} is writing",
  writes_this: "{who} is writing: “{words}”",
};

export type Word = keyof typeof ENGLISH;

let words: Record<Word, string> = ENGLISH;

export function readWords(): void {
  const text = document.querySelector<HTMLMetaElement>('meta[name="seat-words"]')?.content;
  if (!text) return;
  try {
    words = { ...ENGLISH, ...(JSON.parse(text) as Partial<Record<Word, string>>) };
  } catch {
    words = ENGLISH;
  }
}

export function say(word: Word, values: Record<string, string | number> = {}): string {
  return words[word].replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all));
}
