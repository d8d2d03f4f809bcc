// What an Electron runtime without an app of its own starts: loads the app that argv names, after the modules of `-r FILE`.
const { readFileSync, statSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { app } = require('electron');

const wanted = (args) => {
  const modules = [];
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index];
    if (word === '-r' || word === '--require') {
      index += 1;
      modules.push(args[index]);
    } else if (!word.startsWith('-')) return { modules, path: resolve(word) };
  }
  return { modules, path: null };
};

const { modules, path } = wanted(process.argv.slice(1));
for (const file of modules) require(resolve(file));
if (path === null) {
  console.error('Usage: electron [-r FILE] FOLDER, where FOLDER has a package.json with "main".');
  process.exit(1);
}
if (statSync(path).isDirectory()) {
  const { main = 'index.js', name, version } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  if (name !== undefined) app.setName(name);
  if (version !== undefined) app.setVersion(version);
  app.setAppPath(path);
  require(join(path, main));
} else require(path);
