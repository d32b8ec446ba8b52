// Takes the pictures of the README: `node screenshots.mjs`. They go to docs/images/.

import { mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Window, launch } from './browser.mjs';
import { House } from './house.mjs';
import { check, close } from './report.mjs';

const IMAGES = join(dirname(fileURLToPath(import.meta.url)), '../../docs/images');
const MOST_BYTES = 300_000;

/** What to show: a search of the story, a message that a signature proves. */
const QUERY = 'marché lycées';
const PROVED = 'verdict:verified kind:person from:hautes-terres.example budget';

async function take(window, house, name, address) {
  await check(`picture ${name}`, async () => {
    const path = join(IMAGES, `${name}.png`);
    await window.page.goto(house.origin + address);
    await window.page.screenshot({ path, animations: 'disabled' });
    const { size } = statSync(path);
    return size <= MOST_BYTES ? [] : [`${size} bytes`];
  });
}

mkdirSync(IMAGES, { recursive: true });
const house = await House.open({ hostile: false });
const browser = await launch();
try {
  const { id: proved } = house.find(PROVED);
  for (const locale of ['en', 'fr']) {
    const viewport = { width: 1200, height: 800 };
    const window = await Window.open(browser, house.origin, { start: house.start, locale, viewport, colorScheme: 'light' });
    await take(window, house, `search.${locale}`, `/search?${new URLSearchParams({ q: QUERY })}`);
    await take(window, house, `verdict.${locale}`, `/message/${proved}`);
    await window.close();
  }
} finally {
  await browser.close();
  house.close();
}
process.exit(close());
