// Where the program under test and its surroundings lie; run_suites.mjs names them.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = process.env.LOUXIA_ROOT ??
    path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
export const program = process.env.LOUXIA_PROGRAM ?? path.join(root, 'build/release/louxia');
export const web_folder = process.env.LOUXIA_WEB ?? path.join(root, 'build/web');
export const price_sheet = path.join(root, 'assets/demo/price-sheet.csv');
// What a failed test leaves behind to look at.
export const remains = path.join(root, 'build/e2e');

export const fresh_folder = () => fs.mkdtempSync(path.join(os.tmpdir(), 'louxia-test-'));
