// The two sounds of an exercise, made here: no file is fetched. On at the room screen and control, off elsewhere
// (<html data-sound-default="on">), until somebody chooses; the device remembers it. Nothing is told by sound alone.
//
//   <button data-sound-toggle aria-pressed>   switches it, and plays the chime when it was switched on

const KEY = "palermo-sound";
const LOUD = 0.22;

let context: AudioContext | null = null;
let chosen: boolean | null = null; // when storage is switched off, the choice lasts as long as the page

// One soft two-tone chime, under a second: something new for everybody. Says whether it could be heard: it is switched
// on, and the browser lets this page sound (it does after the first tap or key).
export function chime(always = false): Promise<boolean> {
  return play(always, [
    { at: 0, hertz: 659.26, seconds: 0.42 },
    { at: 0.18, hertz: 880, seconds: 0.6 },
  ]);
}

// One lower tone: the last minute of a phase.
export function lastMinute(always = false): Promise<boolean> {
  return play(always, [{ at: 0, hertz: 293.66, seconds: 0.85 }]);
}

export function soundOn(): boolean {
  return remembered() ?? document.documentElement.dataset.soundDefault === "on";
}

export function setSound(on: boolean): void {
  chosen = on;
  try {
    localStorage.setItem(KEY, on ? "on" : "off");
  } catch {
    // then `chosen` has it
  }
  labelAll();
}

// Called once by the page's script: listens to switches, and wakes the sound at the first tap or key.
export function listenSound(): void {
  labelAll();
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || !event.target.closest("[data-sound-toggle]")) return;
    setSound(!soundOn());
    void chime();
  });
  window.addEventListener("storage", (event) => {
    if (event.key === KEY) labelAll();
  });
  const wake = (): void => {
    document.removeEventListener("pointerdown", wake);
    document.removeEventListener("keydown", wake);
    if (soundOn()) void ready();
  };
  document.addEventListener("pointerdown", wake);
  document.addEventListener("keydown", wake);
}

interface Tone {
  readonly at: number;
  readonly hertz: number;
  readonly seconds: number;
}

async function play(always: boolean, tones: readonly Tone[]): Promise<boolean> {
  if (!always && !soundOn()) return false;
  const ear = await ready();
  if (!ear) return false;
  for (const tone of tones) strike(ear, tone);
  return true;
}

// A context may only sound after somebody touched the page; until then `resume` waits for ever, so it is not waited for long.
async function ready(): Promise<AudioContext | null> {
  try {
    context ??= new AudioContext();
    if (context.state !== "running") {
      await Promise.race([context.resume(), new Promise((done) => window.setTimeout(done, 400))]);
    }
    return context.state === "running" ? context : null;
  } catch {
    return null; // no sound on this device
  }
}

// A tone with a soft beginning and a long fading, and a quiet octave above it: a small bell.
function strike(ear: AudioContext, tone: Tone): void {
  const from = ear.currentTime + tone.at;
  const until = from + tone.seconds;
  for (const [times, loud] of [
    [1, LOUD],
    [2, LOUD / 6],
  ] as const) {
    const bell = new OscillatorNode(ear, { type: "sine", frequency: tone.hertz * times });
    const volume = new GainNode(ear, { gain: 0 });
    volume.gain.setValueAtTime(0.0001, from);
    volume.gain.exponentialRampToValueAtTime(loud, from + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, until);
    bell.connect(volume).connect(ear.destination);
    bell.start(from);
    bell.stop(until + 0.05);
  }
}

function remembered(): boolean | null {
  try {
    const value = localStorage.getItem(KEY);
    if (value === "on" || value === "off") return value === "on";
  } catch {
    // storage may be switched off
  }
  return chosen;
}

function labelAll(): void {
  for (const button of document.querySelectorAll("[data-sound-toggle]")) button.setAttribute("aria-pressed", String(soundOn()));
}
