//# a list on global
module.exports = function handle(request) {
  global.requests.push(request);
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ global-state: 'global.requests' grows for the life of the process
};

//# a map on globalThis
exports.load = (id, load) => {
  globalThis.records.set(id, load(id));
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ global-state: 'globalThis.records' grows for the life of the process
};

//# a computed entry
module.exports = function remember(key, value) {
  global.cache[key] = value;
//^^^^^^^^^^^^^^^^^^^^^^^^^ global-state: 'global.cache[key]' is stored for the life of the process
};

//# a list on window
export function track(event) {
  window.events.push(event);
//^^^^^^^^^^^^^^^^^^^^^^^^^ global-state: 'window.events' grows for the life of the process
}

//# the last request
module.exports = function handle(request) {
  global.lastRequest = request;
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^ global-state: 'global.lastRequest' keeps the last value for the life of the process
};

//# an object for each call (esm)
export function open(config) {
  globalThis.settings = { ...config };
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ global-state: 'globalThis.settings' keeps the last value for the life of the process
}

//# a set on global in a class
class Pool {
  acquire(connection) {
    global.active.add(connection);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ global-state: 'global.active' grows for the life of the process
  }
}
module.exports = Pool;

//# deeper
exports.store = (user) => {
  global.app.users[user.id] = user;
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ global-state: 'global.app.users[user.id]' is stored for the life of the process
};

//# an object that the file itself puts there
global.users = {};
module.exports = (req, res) => {
  global.users[req.url] = req.headers;
//^ global-state: 'global.users[req.url]' is stored for the life of the process
  res.end();
};

//# under its bare name
global.sessions = new Map();
module.exports = (req, res) => {
  sessions.set(req.url, req.headers);
//^ global-state: 'sessions' grows for the life of the process
  res.end();
};

//# an entry under its bare name
globalThis.seen = {};
module.exports = (req, res) => {
  seen[req.url] = Date.now();
//^ global-state: 'seen[req.url]' is stored for the life of the process
  res.end();
};

//# made where it is missing
module.exports = function (app) {
  app.use(function (req, res, next) {
    if (!global.sessions) global.sessions = {};
    global.sessions[req.sessionID] = { req: req };
//  ^ global-state: 'global.sessions[req.sessionID]' is stored for the life of the process
    next();
  });
};
