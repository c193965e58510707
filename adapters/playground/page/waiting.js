// Runs beside the page. Told that the server is away, it asks until it answers: the page itself has no failed requests.

const FIRST_WAIT = 400;
const LONGEST_WAIT = 4000;

async function status() {
  try {
    return (await fetch("/play/icon.svg", { cache: "no-store" })).status;
  } catch {
    return 0;
  }
}

async function waitForServer() {
  for (let wait = FIRST_WAIT; ; wait = Math.min(wait * 2, LONGEST_WAIT)) {
    const answer = await status();
    if (answer === 200) return postMessage("back");
    if (answer === 403) return postMessage("refused");
    await new Promise((go) => setTimeout(go, wait));
  }
}

onmessage = waitForServer;
