import { listenSound } from "./device/sound";
import { listen } from "./device/theme";
import { keepTyped } from "./device/typed";
import { leadToWrong } from "./device/wrong";
import { lookAgain } from "./live/again";
import { prepareVoice } from "./live/announce";
import { drawBoard, listenBoard } from "./live/board";
import { listenChoices } from "./live/choices";
import { setServerTime, startClock, tickNow } from "./live/clock";
import { openCommands } from "./live/commands";
import { listenWaiting, showLink } from "./live/connection";
import { showOurs } from "./live/desks";
import { applyFilters, listenFilters } from "./live/filters";
import { listenDictation } from "./live/dictate";
import { listenFill } from "./live/fill";
import { listenForms } from "./live/forms";
import { listenHands } from "./live/hands";
import { prepareHeld } from "./live/held";
import { listenMailbox, showMailbox } from "./live/mailbox";
import { watchNews } from "./live/news";
import { listenKeys, showKeys } from "./live/keys";
import { drawMap, listenMap } from "./live/map";
import { listenOpens } from "./live/opens";
import { readPage } from "./live/page";
import { startPolls } from "./live/poll";
import { openPaper } from "./live/paper";
import { showPresence } from "./live/presence";
import { listenPins } from "./live/pins";
import { listenRegions } from "./live/regions";
import { followRoom, listenRoom } from "./live/room";
import { listenSeen, showUnread } from "./live/seen";
import { listenSilence } from "./live/silence";
import { followSteps, listenNotes, listenPrint } from "./live/steps";
import { openStore } from "./live/store";
import { openStream } from "./live/stream";
import { listenTabs } from "./live/tabs";
import { startTimers, timers } from "./live/timers";
import { listenTerms } from "./live/terms";
import { showEnd, showNote, showRefusal } from "./live/toast";
import { readWords, say } from "./live/words";
import { listenWording } from "./live/wording";
import { drawWays, listenWays } from "./live/ways";
import { listenWriting, showWriting } from "./live/writing";
import { tryPhone } from "./ready/phone";
import { listenSoundTests } from "./ready/sounds";

listen();
listenSound();
keepTyped();
leadToWrong();
document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
listenFilters();
listenOpens();
startPolls();
listenSoundTests();
tryPhone();
const page = readPage();
if (page) {
  readWords();
  prepareVoice();
  prepareHeld();
  listenFill();
  listenDictation();
  leadToPhonePage();
  const store = openStore(page);
  const commands = openCommands(page, store, {
    orphan: (outcome, draft) => {
      if (outcome.ok && draft) store.remove(draft);
      if (!outcome.ok) showRefusal(outcome.refused.sentence || outcome.refused.code);
    },
    tooOld: () => showNote(say("too_old"), null, 12),
  });
  const control = document.documentElement.dataset.me === undefined ? null : import("./live/control");
  let anew = (): void => undefined;
  // Before the first look at the page: it shows what the one who types may do.
  listenHands(page, store, () => {
    decorate(document);
    anew();
  });
  const decorate = (root: ParentNode): void => {
    showOurs(page, root);
    tickNow(root);
    showKeys(root);
    timers(root);
  };
  const tabs = listenTabs(store);
  const forms = listenForms({ page, store, commands, decorate });
  const followPaper = openPaper({ page, store, commands });
  const changed = (): void => {
    decorate(document);
    showUnread();
    tabs.decorate();
    applyFilters();
    drawBoard();
    drawMap();
    drawWays();
    showMailbox();
    forms.refill();
    watchNews();
    showPresence();
    showWriting();
    followRoom();
    followSteps();
    followPaper();
    lookAgain(() => decorate(document));
    void control?.then((its) => its.changed());
  };
  listenBoard(store);
  listenMap(store);
  listenWays(store);
  listenMailbox(store, commands);
  listenPins(commands);
  listenWaiting(commands.waiting);
  listenChoices();
  listenKeys();
  listenSilence();
  listenTerms();
  listenSeen(store, changed);
  listenNotes(store);
  listenRoom();
  listenPrint();
  listenRegions(changed);
  changed();
  startClock();
  startTimers();
  const stream = openStream(page, {
    link: (link) => {
      showLink(link);
      if (link !== "lost") commands.retry();
    },
    ended: () => showEnd(say("revoked"), { label: say("open_here"), act: () => location.reload() }),
    server: setServerTime,
    present: showPresence,
    taken: (calls) => void control?.then((its) => its.showTaken(calls)),
    writing: showWriting,
  });
  listenWriting(stream.send);
  anew = stream.anew;
  listenWording(page, anew);
  void control?.then((its) => {
    its.start(stream.take);
    its.changed();
  });
}

// A phone that opened the large page is led to the one that was made for it, whatever it says of itself to the server.
function leadToPhonePage(): void {
  const way = document.documentElement.dataset.phone;
  if (way && !location.search && matchMedia("(max-width: 700px) and (pointer: coarse)").matches) location.replace(way);
}
