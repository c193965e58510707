// Runs beside the page while the server is away: asks until it answers, so that the page itself has no failed requests.

const FIRST_WAIT = 400;
const LONGEST_WAIT = 4000;

async function answers() {
  try {
    return (await fetch("/play/icon.svg", { cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

async function waitForServer() {
  for (let wait = FIRST_WAIT; !(await answers()); wait = Math.min(wait * 2, LONGEST_WAIT)) {
    await new Promise((go) => setTimeout(go, wait));
  }
  postMessage("back");
}

waitForServer();
