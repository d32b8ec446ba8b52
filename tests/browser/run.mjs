// greffe in a real browser. Prints one line a check; the last line counts them.
//
//   GREFFE_BIN         the greffe to test (default: target/release or target/debug)
//   GREFFE_SAMPLE_BIN  the generator of fictional mail (default: beside greffe)
//   CHROMIUM_BIN       the browser (default: /usr/bin/chromium)
//   node run.mjs [acts] [pages] [keyboard] [hostile]

import { checkActs } from './acts.mjs';
import { launch } from './browser.mjs';
import { checkHostile } from './hostile.mjs';
import { House } from './house.mjs';
import { checkKeyboard } from './keyboard.mjs';
import { checkPages } from './pages.mjs';
import { close, note } from './report.mjs';

const parts = { acts: checkActs, pages: checkPages, keyboard: checkKeyboard, hostile: checkHostile };
const asked = process.argv.slice(2);
const house = await House.open();
const browser = await launch();
try {
  for (const [name, part] of Object.entries(parts)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const began = Date.now();
    await part(browser, house);
    note(`${name}: ${Math.round((Date.now() - began) / 1000)} s`);
  }
} finally {
  await browser.close();
  house.close();
}
process.exit(close());
