//# at the top of a module
const fs = require('fs');
const page = fs.readFileSync('index.html');
require('http').createServer((req, res) => res.end(page));

//# the asynchronous form
const fs = require('fs');
require('http').createServer(async (req, res) => {
  res.end(await fs.promises.readFile('index.html'));
});

//# a plain function
const fs = require('fs');
exports.load = (path) => JSON.parse(fs.readFileSync(path, 'utf8'));

//# a constructor
const fs = require('fs');
class Pages {
  constructor(path) {
    this.page = fs.readFileSync(path);
  }
}
module.exports = Pages;

//# reading a file in an async function
const fs = require('fs');
exports.load = async (path) => JSON.parse(fs.readFileSync(path, 'utf8'));

//# a command line program
#!/usr/bin/env node
const { execSync } = require('child_process');
async function build() {
  execSync('make');
}
build();

//# another function of this name
module.exports = (app, cache) => {
  app.get('/page', (req, res) => res.send(cache.readFileSync('page')));
};

//# existsSync
const fs = require('fs');
module.exports = (app) => {
  app.get('/page', (req, res) => res.send(fs.existsSync('page')));
};

//# loaded when routes are made
const fs = require('fs');
module.exports = (app) => {
  const page = fs.readFileSync('page.html');
  app.get('/page', (req, res) => res.send(page));
};

//# a method named like it
class Store {
  readSync() {}
}
module.exports = (app) => {
  const store = new Store();
  app.get('/', (req, res) => res.send(store.readSync()));
};

//# get of a map
const fs = require('fs');
module.exports = (map) => map.get('key', () => fs.readFileSync('page.html'));

//# a build script
const { execSync } = require('child_process');
async function main() {
  execSync('make');
}
main();

//# parts of one file that a stream brings
const fs = require('fs');
module.exports = function unpack(entry, descriptor) {
  entry.on('data', (chunk) => fs.writeSync(descriptor, chunk, 0, chunk.length));
};
