/**
 * <consultation-discussion src="https://example.org/api/participation/v1/discussions/9">
 *
 * Shows a discussion with its comments on any page, and lets members log in, post, reply, like and
 * report. No dependencies, no cookies, no inline style or script: it works under a strict Content
 * Security Policy that allows this file and, in connect-src, the site that has the discussion.
 * How to use and theme it: docs/how-to/embed-a-discussion.md.
 */

const ENGLISH = {
  loading: "Loading the discussion…",
  failed: "The discussion could not be loaded.",
  again: "Try again",
  offline: "There is no connection. Nothing you wrote is lost: try again.",
  busy: "Too many requests. Try again in {count} seconds.",
  comments: "Comments",
  noComments: "Nobody has commented yet.",
  count: "Comments: {count}",
  order: "Sort by",
  newest: "Newest",
  oldest: "Oldest",
  liked: "Most liked",
  more: "Show more comments",
  moreReplies: "Show more replies ({count})",
  toWebsite: "Read the whole discussion on the website",
  questions: "What do you think?",
  safe: "Read more about staying safe",
  write: "Your comment",
  writeReply: "Your reply to {name}",
  left: "Characters left: {count}",
  post: "Post comment",
  postReply: "Post reply",
  anyway: "Post it anyway",
  cancel: "Cancel",
  posted: "Your comment is published.",
  held: "Thank you. A moderator reads your comment before it appears.",
  logIn: "Log in",
  logInFirst: "Log in to comment, reply or like.",
  logOut: "Log out",
  signUp: "Join on the website",
  email: "Email address",
  password: "Password",
  loggedIn: "You are logged in.",
  loggedOut: "You are logged out.",
  ended: "Your log-in has ended. Log in again; what you wrote is still here.",
  verify: "Confirm your email address first: follow the link in the email from us, then log in here.",
  elsewhere: "This account needs another step. Log in on the website.",
  reply: "Reply",
  like: "Like",
  unlike: "Take like back",
  likes: "Likes: {count}",
  report: "Report",
  link: "Link",
  of: "comment by {name}",
  edited: "edited",
  pinned: "Pinned",
  official: "Official reply",
  inReplyTo: "In reply to {name}",
  own: "Yours",
  waiting: "Waiting for a moderator",
  withdrawn: "This comment was withdrawn by its author.",
  removed: "This comment was removed by a moderator.",
  not_shown: "This comment is not shown.",
  reason: "What is wrong with it?",
  about: "Tell us more (if you like)",
  reportEmail: "Email address, if you want an answer",
  send: "Send report",
  reported: "Thank you. Your report has the reference {name}.",
  follow: "See what becomes of it",
  choose: "Choose one",
};

const LANGUAGES = ["fr"];

/** Return the words of a language that has a file beside this one; none, and English shows. */
async function wordsOf(lang) {
  const name = (lang ?? "").toLowerCase().split("-")[0];
  if (!LANGUAGES.includes(name)) return {};
  try {
    return (await import(new URL(`./texts/${name}.js`, import.meta.url).href)).default;
  } catch {
    return {};
  }
}

const STYLE = `
:host { display: block; color-scheme: light dark; container-type: inline-size;
  --ink: var(--discussion-ink, light-dark(#1b1f24, #eceae4));
  --quiet: var(--discussion-quiet-ink, light-dark(#4c545e, #b6bbc2));
  --paper: var(--discussion-paper, light-dark(#fffdf9, #15191e));
  --tint: var(--discussion-tint, light-dark(#f1efe8, #20262d));
  --line: var(--discussion-line, light-dark(#8a8f96, #767d86));
  --action: var(--discussion-action, light-dark(#00517a, #8fd0f5));
  --on-action: var(--discussion-on-action, light-dark(#ffffff, #0d1418));
  --alert: var(--discussion-alert, light-dark(#9b1c1c, #ffb4a8));
  --gap: var(--discussion-gap, 1rem);
  font: var(--discussion-font, 1.0625rem/1.6 system-ui, sans-serif);
  color: var(--ink); background: var(--paper); }
:host([hidden]) { display: none; }
* { box-sizing: border-box; }
.root { padding: var(--gap); overflow-wrap: anywhere; }
h2, h3, p, ol, ul, fieldset { margin: 0; padding: 0; border: 0; }
h2 { font-size: 1.4em; line-height: 1.25; }
h3 { font-size: 1.15em; line-height: 1.3; }
ol, ul { list-style: none; }
ul.questions { list-style: disc; padding-inline-start: 1.25em; }
.stack > * + * { margin-block-start: var(--gap); }
.quiet { color: var(--quiet); font-size: .9em; }
article.stack > * + *, .aside.stack > * + *, .close > * + * { margin-block-start: calc(var(--gap) * .5); }
.aside { background: var(--tint); border-inline-start: 4px solid var(--action); padding: var(--gap); }
article { border-block-start: 1px solid var(--line); padding-block: calc(var(--gap) * .75); }
.replies article { border-block-start-style: dotted; }
.replies > :first-child > article { border-block-start: 0; padding-block-start: 0; }
article.official { border-inline-start: 4px solid var(--action); padding-inline-start: var(--gap); }
.replies { margin-inline-start: var(--gap); border-inline-start: 1px solid var(--line);
  padding-inline-start: var(--gap); }
.who { font-weight: 650; }
.text { white-space: pre-wrap; max-width: 70ch; }
.row { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: center; }
button, a.act, select, input, textarea { font: inherit; color: inherit; }
button, a.act { min-height: 1.75rem; background: none; border: 0; padding: .1rem .25rem; cursor: pointer;
  color: var(--action); text-decoration: underline; text-underline-offset: .15em; display: inline-block; }
button.main { background: var(--action); color: var(--on-action); text-decoration: none;
  min-height: 44px; padding: .4rem 1rem; border-radius: 4px; font-weight: 600; }
button[aria-disabled=true] { opacity: .65; cursor: progress; }
a { color: var(--action); }
label, legend { display: block; font-weight: 600; }
input, select, textarea { background: var(--paper); border: 1px solid var(--line); border-radius: 4px;
  padding: .5rem; min-height: 44px; max-width: 100%; }
input, textarea { width: 100%; max-width: 40rem; }
textarea { min-height: 8em; resize: vertical; }
[aria-invalid=true] { border: 2px solid var(--alert); }
.wrong { color: var(--alert); font-weight: 600; }
mark { background: none; color: inherit; border-block-end: 3px solid var(--alert); }
:focus-visible { outline: 3px solid var(--action); outline-offset: 2px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
@container (max-width: 22rem) { .replies { margin-inline-start: 0; } }
@media (forced-colors: active) { button.main { border: 1px solid; } }
`;

/** An answer that is not what was asked for: `problem` is the API's, or allauth's. */
class Refused extends Error {
  constructor(status, problem, wait) {
    super(problem?.detail ?? "");
    this.status = status;
    this.problem = problem ?? {};
    this.wait = wait;
  }
}

/** Make an element: h("p", {class: "quiet", onclick: …}, "text", child, …). Never HTML. */
function h(name, given, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(given ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

const unseen = (text) => h("span", { class: "unseen" }, ` ${text}`);
const isWeb = (url) => /^https?:\/\//.test(url ?? "");
let numbers = 0;
const newId = (name) => `${name}-${++numbers}`;
const newKey = () => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;

export class ConsultationDiscussion extends HTMLElement {
  static observedAttributes = ["src", "order", "lang"];

  #own = {};
  #theirs = {};
  #token = null;
  #issuer = null;
  #page = null;
  #loads = 0;
  #loading = null;
  #drafts = new Map();
  #status = h("p", { role: "status", class: "unseen" });
  #main = h("div", { class: "root stack", part: "discussion" });

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    root.append(this.#status, this.#main);
  }

  connectedCallback() {
    this.#recall();
    this.reload();
  }

  attributeChangedCallback(_name, before, now) {
    if (!this.isConnected || before === now) return;
    this.#recall();
    this.reload();
  }

  get src() {
    return new URL(this.getAttribute("src") ?? "", document.baseURI).href.replace(/\/$/, "");
  }

  /** Words to show instead of those of the language, by the names in ENGLISH. */
  get texts() {
    return this.#own;
  }

  set texts(words) {
    this.#own = words ?? {};
    if (this.isConnected) this.reload();
  }

  /** Read the discussion and its first comments anew. What was typed and not sent comes back. */
  reload() {
    this.#loading = this.#load();
    return this.#loading;
  }

  async #load() {
    const load = ++this.#loads;
    this.#main.setAttribute("aria-busy", "true");
    if (!this.#page) this.#main.replaceChildren(h("p", null, this.#say("loading")));
    try {
      const order = this.getAttribute("order") ?? "newest";
      this.#theirs = await wordsOf(this.lang);
      const [page, comments] = await Promise.all([
        this.#ask("GET", this.src),
        this.#ask("GET", `${this.src}/comments?order=${encodeURIComponent(order)}`),
      ]);
      if (load !== this.#loads) return;
      this.#page = page;
      this.#show(page, comments, order);
      this.dispatchEvent(new CustomEvent("discussion-load", { bubbles: true, composed: true }));
    } catch (error) {
      if (load !== this.#loads) return;
      if (error.status === 401 && this.#token) return this.#end(), this.reload();
      this.#main.replaceChildren(
        h("p", { class: "wrong", role: "alert" }, this.#why(error, "failed")),
        h("button", { class: "main", part: "button", onclick: () => this.reload() }, this.#say("again")),
      );
    } finally {
      if (load === this.#loads) this.#main.removeAttribute("aria-busy");
    }
  }

  // -- What is shown -----------------------------------------------------------------

  #show(page, comments, order) {
    const site = isWeb(page.html_url) ? page.html_url : null;
    const list = h("ol", { role: "list", part: "comments" }, comments.items.map((c) => this.#thread(c)));
    const empty = comments.items.length ? null : h("p", { class: "quiet" }, this.#say("noComments"));
    this.#main.replaceChildren(
      h("h2", { part: "heading" }, page.title),
      h("p", { class: "quiet", part: "state" }, page.commenting.sentence),
      ...this.#prompt(page),
      ...(site ? [h("p", null, h("a", { href: site }, this.#say("toWebsite")))] : []),
      this.#guidance(page.guidance),
      this.#composerPlace(page),
      h("h3", { part: "heading" }, this.#say("comments")),
      h("div", { class: "row" },
        h("span", { class: "quiet" }, this.#say("count", comments.comment_count)),
        this.#orderChoice(order)),
      ...(empty ? [empty] : []),
      list,
      this.#moreButton(comments.next_url, list, (thread) => this.#thread(thread), "more"),
    );
  }

  #prompt(page) {
    const questions = page.prompt?.questions ?? [];
    const parts = page.summary ? [h("p", null, page.summary)] : [];
    if (questions.length) {
      parts.push(
        h("p", { class: "who" }, page.prompt.heading || this.#say("questions")),
        h("ul", { class: "questions" }, questions.map((question) => h("li", null, question.text))),
      );
    }
    return parts;
  }

  #guidance(guidance) {
    if (!guidance) return "";
    const lines = (guidance.contacts ?? []).filter((contact) => contact.phone).slice(0, 3);
    return h("div", { class: "aside stack", part: "guidance" },
      h("h3", { part: "heading" }, guidance.title),
      guidance.summary ? h("p", null, guidance.summary) : null,
      lines.map((contact) => h("p", null, `${contact.name}: `,
        h("a", { href: `tel:${contact.phone.replace(/[^+\d]/g, "")}` }, contact.phone))),
      isWeb(guidance.url) ? h("p", null, h("a", { href: guidance.url }, this.#say("safe"))) : null);
  }

  #orderChoice(order) {
    const id = newId("order");
    const choose = async (event) => {
      this.setAttribute("order", event.target.value);
      await this.#loading;
      this.#main.querySelector("select")?.focus();
    };
    return h("span", { class: "row" },
      h("label", { for: id }, this.#say("order")),
      h("select", { id, onchange: choose, part: "input" },
        ["newest", "oldest", "liked"].map((name) =>
          h("option", { value: name, selected: name === order }, this.#say(name)))));
  }

  #moreButton(url, list, make, words, count) {
    if (!url) return "";
    let next = url;
    const button = h("button", { part: "button" }, this.#say(words, count));
    button.addEventListener("click", () => this.#once(button, async () => {
      const page = await this.#ask("GET", next);
      const found = page.items.map(make);
      list.append(...found);
      next = page.next_url;
      found[0]?.querySelector("article")?.focus();
      if (!next) button.remove();
    }));
    return button;
  }

  #thread(thread) {
    const replies = h("ol", { role: "list", class: "replies", part: "replies" });
    const seen = new Set();
    const reply = (comment) => {
      if (seen.has(comment.id)) return "";
      seen.add(comment.id);
      return h("li", null, this.#comment(comment));
    };
    replies.append(...thread.replies.map(reply));
    const more = thread.more_replies
      ? this.#moreButton(`${this.src}/threads/${thread.id}`, replies, (c) => reply(c) || h("template"),
        "moreReplies", thread.more_replies)
      : "";
    return h("li", null, this.#comment(thread, replies), replies, more);
  }

  #comment(comment, replies) {
    const name = comment.is_official ? comment.organisation : comment.author_name;
    const id = newId("comment");
    if (comment.text === null) {
      const words = this.#say(["withdrawn", "removed"].includes(comment.state) ? comment.state : "not_shown");
      return h("article", { class: "quiet", part: "comment", tabindex: "-1" }, h("p", null, words));
    }
    const place = h("div");
    const time = new Date(comment.posted_at);
    const marks = [
      comment.is_official ? this.#say("official") : null,
      comment.is_pinned ? this.#say("pinned") : null,
      comment.viewer?.is_own ? this.#say("own") : null,
      comment.state === "held" ? this.#say("waiting") : null,
      comment.edited_at ? this.#say("edited") : null,
    ].filter(Boolean);
    return h("article", {
      class: comment.is_official ? "official stack" : "stack",
      part: "comment", tabindex: "-1", "aria-labelledby": id,
    },
    h("p", { class: "row" },
      h("span", { class: "who", id, part: "author" }, name),
      h("time", { class: "quiet", datetime: comment.posted_at }, this.#date(time)),
      marks.map((mark) => h("span", { class: "quiet" }, mark))),
    comment.in_reply_to
      ? h("p", { class: "quiet" }, this.#say("inReplyTo", comment.in_reply_to.author_name)) : null,
    h("p", { class: "text", part: "text" }, comment.text),
    comment.viewer?.held_sentence ? h("p", { class: "quiet" }, comment.viewer.held_sentence) : null,
    comment.state === "published" ? this.#actions(comment, name, place, replies) : null,
    place);
  }

  #actions(comment, name, place, replies) {
    const about = unseen(this.#say("of", name));
    const open = this.#page.commenting.is_open;
    const reply = open && !comment.is_locked
      ? this.#opener("reply", about, place, (close) => this.#token
        ? this.#composer(`${this.#api}/comments/${comment.id}/replies`, "postReply",
          this.#say("writeReply", name), (made) => {
            close();
            const item = h("li", null, this.#comment(made));
            (replies ?? place.closest("ol")).append(item);
            return item;
          }, close)
        : this.#logInForm(close))
      : null;
    const report = this.#opener("report", about.cloneNode(true), place, (close) =>
      this.#reportForm(comment, close));
    return h("div", { class: "row" },
      reply,
      this.#likeButton(comment, about.cloneNode(true), open, place),
      report,
      isWeb(comment.html_url)
        ? h("a", { class: "act", href: comment.html_url }, this.#say("link"), about.cloneNode(true)) : null);
  }

  /** A button that shows a form in `place`, and hides it again. */
  #opener(words, about, place, make) {
    const button = h("button", { "aria-expanded": "false", part: "button" }, this.#say(words), about);
    const close = () => {
      place.replaceChildren();
      button.setAttribute("aria-expanded", "false");
      button.focus();
    };
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-expanded") === "true") return close();
      button.parentElement.querySelectorAll("[aria-expanded]").forEach((other) =>
        other.setAttribute("aria-expanded", "false"));
      place.replaceChildren(make(close));
      button.setAttribute("aria-expanded", "true");
      place.querySelector("textarea, input, select")?.focus();
    });
    return button;
  }

  #likeButton(comment, about, open, place) {
    const count = h("span", { class: "quiet" }, this.#say("likes", comment.like_count));
    if (!open || comment.viewer?.is_own) return count;
    let liked = Boolean(comment.viewer?.is_liked);
    const words = h("span", null, this.#say(liked ? "unlike" : "like"));
    const button = h("button", { part: "button", "aria-pressed": String(liked) }, words, about);
    button.addEventListener("click", () => this.#once(button, async () => {
      if (!this.#token) {
        place.replaceChildren(this.#logInForm(() => (place.replaceChildren(), button.focus())));
        return place.querySelector("input")?.focus();
      }
      const address = `${this.#api}/comments/${comment.id}/like`;
      const now = await this.#ask(liked ? "DELETE" : "PUT", address, undefined, newKey());
      liked = now.is_liked;
      words.textContent = this.#say(liked ? "unlike" : "like");
      button.setAttribute("aria-pressed", String(liked));
      count.textContent = this.#say("likes", now.like_count);
      this.#announce(count.textContent);
    }));
    return h("span", { class: "row" }, button, count);
  }

  // -- Writing -------------------------------------------------------------------------

  #composerPlace(page) {
    if (!page.commenting.is_open) return "";
    if (!this.#token) {
      const place = h("div");
      const button = this.#opener("logIn", "", place, (close) => this.#logInForm(close));
      button.className = "main";
      return h("div", { class: "stack close" }, h("p", null, this.#say("logInFirst")),
        h("div", { class: "row" }, button, this.#signUp()), place);
    }
    const form = this.#composer(`${this.src}/comments`, "post", this.#say("write"), (made) => {
      const item = h("li", null, this.#comment({ ...made, replies: [], more_replies: 0 }));
      this.#main.querySelector("ol[part=comments]").prepend(item);
      return item;
    });
    const rule = page.viewer?.sentence ?? page.moderation?.sentence;
    const out = h("button", { part: "button", onclick: () => this.#logOut() }, this.#say("logOut"));
    return h("div", { class: "stack" }, rule ? h("p", { class: "quiet" }, rule) : null, form, out);
  }

  #composer(address, words, label, placed, close) {
    const most = this.#page.text_length_max ?? 3000;
    const left = h("p", { class: "quiet" }, this.#say("left", most));
    let key = newKey();
    let asked = false;
    const form = this.#form([{ name: "text", label, kind: "textarea", required: true }], words, async (values) => {
      const body = { text: values.text, confirmed: asked };
      let made;
      try {
        made = await this.#ask("POST", address, body, key);
      } catch (error) {
        if (error.status) key = newKey();
        if (error.problem?.code === "confirm") asked = true;
        throw error;
      }
      key = newKey();
      asked = false;
      form.reset();
      this.#drafts.delete(address);
      left.textContent = this.#say("left", most);
      const item = placed(made);
      item.querySelector("article")?.focus();
      this.#announce(this.#say(made.state === "held" ? "held" : "posted"));
      this.dispatchEvent(new CustomEvent("discussion-post",
        { bubbles: true, composed: true, detail: { id: made.id, state: made.state } }));
    }, close, address);
    const box = form.querySelector("textarea");
    const count = () => (left.textContent = this.#say("left", most - [...box.value].length));
    box.after(left);
    box.addEventListener("input", () => {
      asked = false;
      key = newKey();
      count();
    });
    count();
    return form;
  }

  #reportForm(comment, close) {
    const fields = [
      { name: "reason", label: this.#say("reason"), kind: "select", required: true,
        options: this.#page.report_reasons ?? [] },
      { name: "text", label: this.#say("about"), kind: "textarea" },
    ];
    if (!this.#token) {
      fields.push({ name: "email", label: this.#say("reportEmail"), type: "email", autocomplete: "email" });
    }
    let key = newKey();
    const address = `${this.#api}/comments/${comment.id}/reports`;
    const form = this.#form(fields, "send", async (values) => {
      const body = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
      let sent;
      try {
        sent = await this.#ask("POST", address, body, key);
      } catch (error) {
        if (error.status) key = newKey();
        throw error;
      }
      this.#drafts.delete(address);
      const words = this.#say("reported", sent.reference);
      const done = h("p", { tabindex: "-1" }, words, " ",
        isWeb(sent.status_html_url) ? h("a", { href: sent.status_html_url }, this.#say("follow")) : null);
      form.replaceWith(done);
      done.focus();
      this.#announce(words);
    }, close, address);
    form.addEventListener("input", () => (key = newKey()));
    return form;
  }

  // -- Logging in by allauth's app client --------------------------------------------------

  #logInForm(close, done = () => this.#enter()) {
    const form = this.#form([
      { name: "email", label: this.#say("email"), type: "email", autocomplete: "username", required: true },
      { name: "password", label: this.#say("password"), type: "password",
        autocomplete: "current-password", required: true },
    ], "logIn", async (values) => {
      let answer;
      try {
        answer = await this.#ask("POST", `${this.#auth}/auth/login`, values);
      } catch (error) {
        const flows = error.problem?.data?.flows ?? [];
        if (error.status === 401 && flows.some((flow) => flow.is_pending)) {
          const verify = flows.some((flow) => flow.is_pending && flow.id === "verify_email");
          error.words = this.#say(verify ? "verify" : "elsewhere");
        }
        throw error;
      }
      this.#token = answer.meta.session_token;
      this.#stored("set");
      this.#announce(this.#say("loggedIn"));
      await done();
    }, close);
    form.append(this.#signUp());
    return form;
  }

  async #enter() {
    await this.reload();
    this.#main.querySelector("textarea")?.focus();
  }

  #signUp() {
    const url = this.#page?.log_in_url;
    return isWeb(url) ? h("a", { href: url }, this.#say("signUp")) : "";
  }

  async #logOut() {
    const token = this.#token;
    this.#end();
    try {
      await this.#ask("DELETE", `${this.#auth}/auth/session`, undefined, undefined, token);
    } catch { /* allauth answers 401 once nobody is logged in */ }
    await this.reload();
    this.#announce(this.#say("loggedOut"));
    this.#main.querySelector("button.main")?.focus();
  }

  #end() {
    this.#token = null;
    this.#stored("remove");
  }

  /** A token is for the site that gave it: where the page names another site, it is let go. */
  #recall() {
    const issuer = `${this.#api} ${this.#auth}`;
    if (this.#issuer === issuer) return;
    this.#issuer = issuer;
    this.#token = this.#stored("get");
  }

  /** Whether an address is of this API or of its log-in: an answer may name others. */
  #isOurs(url) {
    const { href } = new URL(url, this.src);
    return [this.#api, this.#auth].some((base) => href.startsWith(`${new URL(base, this.src).href}/`));
  }

  /** Keep the token for this tab alone, and only where the page asks for it (`remember`). */
  #stored(verb) {
    if (!this.hasAttribute("remember")) return null;
    const name = `consultation-discussion:${this.#auth}`;
    try {
      if (verb === "get") return sessionStorage.getItem(name);
      if (verb === "set") sessionStorage.setItem(name, this.#token);
      else sessionStorage.removeItem(name);
    } catch { /* storage is switched off */ }
    return null;
  }

  // -- Forms ---------------------------------------------------------------------------------

  /** A form whose errors appear at their fields; what was typed stays until it was taken. */
  #form(fields, words, send, close, draft) {
    const kept = this.#drafts.get(draft) ?? {};
    const problem = h("div", { class: "wrong", tabindex: "-1" });
    const inputs = new Map();
    const rows = fields.map((field) => {
      const id = newId(field.name);
      const wrong = h("p", { class: "wrong", id: `${id}-wrong` });
      const given = { id, name: field.name, part: "input", required: field.required,
        "aria-describedby": wrong.id, autocomplete: field.autocomplete };
      let input;
      if (field.kind === "select") {
        input = h("select", given, h("option", { value: "" }, this.#say("choose")),
          field.options.map((option) => h("option", { value: option.code }, option.title)));
      } else {
        input = h(field.kind ?? "input", { ...given, type: field.type });
      }
      if (kept[field.name]) input.value = kept[field.name];
      inputs.set(field.name, { input, wrong });
      return h("div", null, h("label", { for: id }, field.label), input, wrong);
    });
    const submit = h("button", { class: "main", part: "button main-button" }, this.#say(words));
    const values = () => Object.fromEntries([...inputs].map(([name, { input }]) => [name, input.value]));
    const form = h("form", { class: "stack", part: "form", novalidate: true }, problem, rows,
      h("div", { class: "row" }, submit,
        close ? h("button", { type: "button", part: "button", onclick: close }, this.#say("cancel")) : null));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#once(submit, async () => {
        problem.replaceChildren();
        submit.textContent = this.#say(words);
        for (const { input, wrong } of inputs.values()) {
          input.removeAttribute("aria-invalid");
          wrong.textContent = "";
        }
        await send(values());
      }, (error) => this.#showErrors(error, { form, inputs, problem, submit }));
    });
    if (draft) form.addEventListener("input", () => this.#drafts.set(draft, values()));
    return form;
  }

  #showErrors(error, { form, inputs, problem, submit }) {
    if (error.hasEnded) {
      const again = h("div", { class: "aside stack" }, h("p", { class: "wrong" }, this.#say("ended")));
      const close = () => (again.remove(), submit.focus());
      again.append(this.#logInForm(close, close));
      form.before(again);
      return again.querySelector("input").focus();
    }
    const found = (error.problem.errors ?? []).map((each) =>
      [(each.pointer ?? "").replace(/^#\//, "") || each.param, each.detail ?? each.message]);
    let first = null;
    for (const [name, words] of found) {
      const field = inputs.get(name);
      if (!field) continue;
      field.input.setAttribute("aria-invalid", "true");
      field.wrong.textContent = words;
      first ??= field.input;
    }
    if (error.problem.code === "confirm") {
      problem.replaceChildren(h("p", null, error.message), this.#marked(error.problem));
      submit.textContent = this.#say("anyway");
      for (const { wrong } of inputs.values()) wrong.textContent = "";
      return problem.focus();
    }
    if (first) return first.focus();
    const rest = found.map(([, words]) => words).filter(Boolean).join(" ");
    problem.replaceChildren(h("p", null, rest || this.#why(error, "failed")));
    problem.focus();
  }

  /** The text that was sent, with the passages to look at marked. Offsets count code points. */
  #marked({ text, passages }) {
    const characters = [...(text ?? "")];
    const parts = [];
    let at = 0;
    for (const { start, end } of passages ?? []) {
      parts.push(characters.slice(at, start).join(""), h("mark", null, characters.slice(start, end).join("")));
      at = end;
    }
    return h("p", { class: "text" }, ...parts, characters.slice(at).join(""));
  }

  /** Run what a button starts, once at a time. */
  async #once(button, work, failed) {
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.status === 401 && this.#token && !error.problem.data) {
        this.#end();
        error.hasEnded = true;
        error.words = this.#say("ended");
      }
      const show = failed ?? ((problem) => this.#announce(this.#why(problem, "failed"), true));
      show(error);
    } finally {
      button.removeAttribute("aria-disabled");
    }
  }

  // -- The rest ---------------------------------------------------------------------------------

  get #api() {
    return this.src.replace(/\/discussions\/\d+$/, "");
  }

  get #auth() {
    const given = this.getAttribute("auth-src") ?? new URL("/_allauth/app/v1", this.src).href;
    return given.replace(/\/$/, "");
  }

  async #ask(method, url, body, key, token = this.#token) {
    const headers = { Accept: "application/json" };
    if (this.lang) headers["Accept-Language"] = this.lang;
    if (token && this.#isOurs(url)) headers["X-Session-Token"] = token;
    if (key) headers["Idempotency-Key"] = key;
    if (body !== undefined) headers["Content-Type"] = "application/json";
    let response;
    try {
      response = await fetch(url, {
        method, headers, credentials: "omit", referrerPolicy: "strict-origin-when-cross-origin",
        body: body === undefined ? undefined : JSON.stringify(body),
      });
    } catch {
      throw new Refused(0);
    }
    const text = await response.text();
    let answer = null;
    try {
      answer = text ? JSON.parse(text) : null;
    } catch { /* not ours: a proxy's page, say */ }
    if (!response.ok || (answer === null && response.status !== 204)) {
      throw new Refused(response.status, answer, Number(response.headers.get("Retry-After")) || null);
    }
    return answer;
  }

  #why(error, otherwise) {
    if (error.words) return error.words;
    if (error.status === 0) return this.#say("offline");
    if (error.wait) return this.#say("busy", error.wait);
    return error.message || this.#say(otherwise);
  }

  #announce(words, isWrong = false) {
    this.#status.className = isWrong ? "wrong root" : "unseen";
    this.#status.textContent = words;
  }

  #date(time) {
    // "en" alone would be read as American, whose dates the sentences beside them do not use.
    const options = { dateStyle: "long", timeStyle: "short" };
    const lang = this.lang === "en" ? "en-GB" : this.lang || undefined;
    return new Intl.DateTimeFormat(lang, options).format(time);
  }

  #say(name, value) {
    const words = this.#own[name] ?? this.#theirs[name] ?? ENGLISH[name];
    return words.replace(/\{(count|name)\}/, () =>
      typeof value === "number" ? new Intl.NumberFormat(this.lang || undefined).format(value) : value ?? "");
  }
}

if (!customElements.get("consultation-discussion")) {
  customElements.define("consultation-discussion", ConsultationDiscussion);
}
