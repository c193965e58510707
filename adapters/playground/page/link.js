// The socket to the server. It opens again by itself; what was missed in between is told anew.

import { current } from "./words.js";

const WAITING = "/play/waiting.js";
const policy = globalThis.trustedTypes?.createPolicy("waiting", { createScriptURL: () => WAITING });

export class Link {
  constructor({ hear, lost, back, refused }) {
    Object.assign(this, { hear, lost, back, boot: "", revision: 0, waiting: new Map(), number: 0 });
    // A worker asks whether the server is back, because every question that fails would stand in the page's console.
    this.watch = new Worker(policy ? policy.createScriptURL("") : WAITING);
    this.watch.onmessage = (event) => (event.data === "back" ? this.open() : refused());
    this.open();
  }

  open() {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    this.socket = new WebSocket(`${scheme}//${location.host}/play/socket`);
    this.socket.onopen = () => {
      this.send({ do: "resume", boot: this.boot, number: this.revision });
      this.back();
    };
    this.socket.onmessage = (event) => this.take(JSON.parse(event.data));
    this.socket.onclose = () => {
      for (const settle of this.waiting.values()) settle(null);
      this.waiting.clear();
      this.lost();
      this.watch.postMessage("wait");
    };
  }

  get isOpen() {
    return this.socket.readyState === WebSocket.OPEN;
  }

  send(asked) {
    if (!this.isOpen) return false;
    this.socket.send(JSON.stringify({ language: current(), ...asked }));
    return true;
  }

  // Asks for an answer that comes to this tab alone; null where the connection breaks before it.
  ask(asked) {
    const number = ++this.number;
    if (!this.send({ ...asked, number })) return Promise.resolve(null);
    return new Promise((settle) => this.waiting.set(number, settle));
  }

  take(message) {
    if (message.number && this.waiting.has(message.number)) {
      this.waiting.get(message.number)(message);
      this.waiting.delete(message.number);
      return;
    }
    if (message.boot) this.boot = message.boot;
    if (message.type === "items") {
      for (const item of message.items) this.revision = Math.max(this.revision, item.revision);
      if (message.whole) this.revision = Math.max(0, ...message.items.map((item) => item.revision));
    }
    this.hear(message);
  }
}
