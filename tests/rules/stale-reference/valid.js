//# read by another function
let lastRequest;
exports.handle = (req, res) => {
  lastRequest = req;
  res.end();
};
exports.last = () => lastRequest;

//# set to null
let lastRequest;
exports.handle = (req, res) => {
  lastRequest = req;
  res.end(lastRequest.url);
  lastRequest = null;
};

//# a local
exports.handle = (req, res) => {
  let lastRequest;
  lastRequest = req;
  res.end(lastRequest.url);
};

//# compared with the one before
let lastEvent;
exports.onMove = (event) => {
  if (lastEvent && lastEvent.x === event.x) return;
  lastEvent = event;
};

//# a primitive of it
let lastUrl;
exports.handle = (req, res) => {
  lastUrl = req.url;
  res.end(lastUrl);
};

//# a setter's value
let current;
exports.use = (value) => {
  current = value;
  return current;
};

//# a number
let lastIndex = 0;
exports.next = (index) => {
  lastIndex = index;
  return lastIndex;
};

//# guarded
let lastEvent;
exports.onMove = (event) => {
  if (event.keep) lastEvent = event;
};

//# two writers
let lastEvent;
exports.onMove = (event) => {
  lastEvent = event;
};
exports.onDrop = (event) => {
  lastEvent = event;
};

//# exported (esm)
export let lastEvent;
export function onMove(event) {
  lastEvent = event;
}
export function read() {
  return lastEvent;
}

//# code that runs once
let last;
(function (event) {
  last = event;
})({});

//# a name that says nothing
let options;
exports.configure = (given) => {
  options = given;
  return options;
};
