// The page that a phone opens to be tried: does the live line get through from here? It says so here and to the server.
//
//   <section data-phone-try data-token>  with children [data-phone-says=trying|yes|no]

const PATIENCE = 8_000;

export function tryPhone(): void {
  const place = document.querySelector<HTMLElement>("[data-phone-try]");
  if (!place) return;
  const began = performance.now();
  let told = false;
  const tell = (works: boolean): void => {
    if (told) return;
    told = true;
    const took = Math.round(performance.now() - began);
    for (const line of place.querySelectorAll<HTMLElement>("[data-phone-says]")) {
      line.hidden = line.dataset.phoneSays !== (works ? "yes" : "no");
    }
    void fetch(location.href, {
      method: "POST",
      body: new URLSearchParams({ live: works ? "yes" : "no", took: String(took) }),
    }).catch(() => undefined); // the trainer's page then goes on saying that it is being tried
  };
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const line = new WebSocket(`${scheme}//${location.host}/live/socket`);
  line.addEventListener("open", () => line.send(JSON.stringify({ token: place.dataset.token ?? "" })));
  line.addEventListener("message", () => {
    tell(true);
    line.close();
  });
  line.addEventListener("close", () => tell(false));
  window.setTimeout(() => {
    tell(false);
    line.close();
  }, PATIENCE);
}
