// Chromium, and windows that notice whatever leaves them.

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

/** Starts Chromium with a fresh profile. */
export function launch() {
  const paths = [process.env.CHROMIUM_BIN, '/usr/bin/chromium', '/usr/bin/chromium-browser'];
  const executablePath = paths.find((path) => path && existsSync(path));
  if (!executablePath) throw new Error('no chromium: `apt-get install chromium`, or name it in CHROMIUM_BIN');
  return chromium.launch({ executablePath, headless: true, args: FLAGS });
}

/** A browser context on `origin`, and the list of what went wrong in it. */
export class Window {
  static async open(browser, origin, { start = null, axe = false, ...options } = {}) {
    const window = new Window();
    window.origin = origin;
    window.problems = [];
    window.requests = [];
    window.context = await browser.newContext(options);
    if (axe) await window.context.addInitScript({ content: AXE });
    await window.watch();
    window.page = await window.context.newPage();
    if (start) await window.page.goto(start);
    window.take();
    return window;
  }

  async watch() {
    const stays = (url) => url.origin === this.origin || ['data:', 'about:'].includes(url.protocol);
    await this.context.route((url) => !stays(url), (route) => route.abort());
    this.context.on('request', (request) => {
      this.requests.push(request.url());
      if (!stays(new URL(request.url()))) this.problems.push(`request leaves: ${request.url().slice(0, 200)}`);
    });
    this.context.on('dialog', (dialog) => {
      this.problems.push(`dialog: ${dialog.message()}`);
      dialog.dismiss().catch(() => {});
    });
    this.context.on('page', (page) => this.watchPage(page));
    this.context.on('weberror', (error) => this.problems.push(`script error: ${error.error().message}`));
  }

  watchPage(page) {
    if (this.page) this.problems.push(`a window opened: ${page.url()}`);
    page.on('console', (message) => {
      const text = message.text();
      const policy = /Content Security Policy|Trusted Type|violates|Refused to|Blocked script/i.test(text);
      // The status of a page is checked where it is asked for.
      const status = /Failed to load resource: the server responded/.test(text);
      if (policy || (message.type() === 'error' && !status)) this.problems.push(`console: ${text.slice(0, 300)}`);
    });
  }

  /** Returns what went wrong since the last call. */
  take() {
    const taken = this.problems;
    this.problems = [];
    this.requests = [];
    return [...new Set(taken)];
  }

  async close() {
    await this.context.close();
  }
}

/** Returns the violations that axe finds, one line each. */
export async function axeProblems(page) {
  // A stranger's mail has the contrast and headings that it has: only our own page answers for itself.
  const found = await page.evaluate(() => window.axe.run(document, { iframes: false, resultTypes: ['violations'] }));
  return found.violations.map(({ id, help, nodes: [first, ...others] }) => {
    const why = first.failureSummary.split('\n').slice(1, 3).join(' ').trim();
    return `axe ${id}: ${help}: ${first.html.slice(0, 160)} (${why}) and ${others.length} more`;
  });
}
