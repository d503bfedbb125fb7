//# one assignment at the top
global.config = require('./config');

//# a local of this name
module.exports = function (global, request) {
  global.requests.push(request);
};

//# a polyfill
if (!globalThis.structuredClone) {
  globalThis.structuredClone = (value) => JSON.parse(JSON.stringify(value));
}

//# a primitive
exports.enable = () => {
  global.enabled = true;
};

//# behind a condition
exports.setup = () => {
  if (!global.registry) global.registry = new Map();
};

//# deleted again
exports.begin = (id, value) => {
  global.jobs[id] = value;
};
exports.end = (id) => {
  delete global.jobs[id];
  delete global.jobs;
};

//# emptied again
exports.add = (value) => global.queue.push(value);
exports.flush = () => {
  global.queue = [];
};

//# a handler of the environment
exports.watch = (log) => {
  window.onerror = (error) => log(error);
};

//# navigation
exports.go = (url) => {
  window.location.href = url;
};

//# an assignment when nullish
exports.get = () => {
  globalThis.store ??= new Map();
  return globalThis.store;
};

//# a value that is read
exports.first = () => global.requests[0];

//# a main function
function main(options) {
  global.options = { ...options };
}
main({});

//# set to null again
exports.begin = (job) => {
  global.job = job;
};
exports.end = () => {
  global.job = null;
};

//# deleted under its bare name
global.sessions = new Map();
module.exports = (req, res) => {
  sessions.set(req.url, req.headers);
  res.on('close', () => sessions.delete(req.url));
  res.end();
};

//# made anew in each call
exports.collect = (list) => {
  global.found = [];
  for (const one of list) found.push(one);
  return found.length;
};

//# a local of the bare name
global.sessions = new Map();
module.exports = (req, res) => {
  const sessions = new Map();
  sessions.set(req.url, req.headers);
  res.end(String(sessions.size));
};

//# a formatter that a page gets once
function initFormatter(formatter) {
  if (window.formatters) window.formatters.push(formatter);
  else window.formatters = [formatter];
}
module.exports = { initFormatter };
