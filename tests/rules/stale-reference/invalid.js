//# the last request
let lastRequest;
module.exports = (req, res) => {
  lastRequest = req;
//^^^^^^^^^^^^^^^^^ stale-reference: 'lastRequest' keeps 'req' until the next call
  res.end(lastRequest.url);
};

//# the last event
let lastEvent;
export function onMove(event) {
  lastEvent = event;
//^^^^^^^^^^^^^^^^^ stale-reference: 'lastEvent' keeps 'event' until the next call
  console.log(lastEvent.x);
}

//# written only
let current;
module.exports = function handle(req, res) {
  current = req;
//^^^^^^^^^^^^^ stale-reference: 'current' keeps 'req' until the next call
  res.end('ok');
};

//# with var
var prevMessage;
exports.onMessage = function (message) {
  prevMessage = message;
//^^^^^^^^^^^^^^^^^^^^^ stale-reference: 'prevMessage' keeps 'message' until the next call
  console.log(prevMessage.id);
};

//# declared as null
let activeSocket = null;
exports.serve = function (socket) {
  activeSocket = socket;
//^^^^^^^^^^^^^^^^^^^^^ stale-reference: 'activeSocket' keeps 'socket' until the next call
  activeSocket.write('hello');
};

//# the last error
let lastError;
exports.report = (error) => {
  lastError = error;
//^^^^^^^^^^^^^^^^^ stale-reference: 'lastError' keeps 'error' until the next call
  console.error(lastError.stack);
};

//# a canvas node
let tempNode;
exports.measure = function measure(node) {
  tempNode = node;
//^^^^^^^^^^^^^^^ stale-reference: 'tempNode' keeps 'node' until the next call
  return tempNode.offsetWidth;
};

//# koa (esm)
let ctxOfRequest;
export const handle = (ctx, next) => {
  ctxOfRequest = ctx;
//^^^^^^^^^^^^^^^^^^ stale-reference: 'ctxOfRequest' keeps 'ctx' until the next call
  return next(ctxOfRequest.state);
};

//# the last response
let savedResponse;
exports.done = (response) => {
  savedResponse = response;
//^^^^^^^^^^^^^^^^^^^^^^^^ stale-reference: 'savedResponse' keeps 'response' until the next call
  return savedResponse.statusCode;
};

//# a canvas that only one method uses (ts)
export class Renderer {
  private canvas: HTMLCanvasElement | null = null;
  draw(width: number): string {
    const made = document.createElement('canvas');
    this.canvas = made;
//  ^ stale-reference: 'this.canvas' keeps what only this call uses until the next call
    this.canvas.width = width;
    return this.canvas.toDataURL();
  }
}

//# the callback of the last call
class Worker {
  send(request, done) {
    this._onEnd = (...args) => done(...args);
//  ^ stale-reference: 'this._onEnd' keeps the callback of the last call until the next call
    this._child.send(request);
  }
  _onMessage(message) {
    this._onEnd(null, message);
  }
}
module.exports = Worker;

//# a request that a socket's object keeps
class Transport {
  constructor(req) {
    this.socket = req.socket;
    this.req = req;
//  ^ stale-reference: 'this.req' keeps the request as long as its socket lives
    this.id = req.headers.id;
  }
  name() {
    return this.id;
  }
}
module.exports = Transport;

//# a variable that another function looks at
let lastEvent;
exports.dispatch = (event, listeners) => {
  lastEvent = event;
//^ stale-reference: 'lastEvent' keeps 'event' until the next call
  listeners.forEach((listener) => listener(event));
};
exports.cancel = () => {
  if (lastEvent) lastEvent.preventDefault();
};

//# the element of an event
let activeElement = null;
exports.onFocus = (event) => {
  activeElement = event.target;
//^ stale-reference: 'activeElement' keeps 'event.target' until the next call
  activeElement.classList.add('on');
};
exports.isActive = (element) => element === activeElement;

//# the element of an event in a field (esm)
export class Drag {
  down(e) {
    this._target = e.target;
//  ^ stale-reference: 'this._target' keeps the element of the last event until the next call
    this._target.classList.add('dragging');
  }
  move(e) {
    this._target.style.left = `${e.clientX}px`;
  }
}

//# an element that is found from the event's
(function () {
  let lastTarget = null;
  document.addEventListener('touchstart', (e) => {
    lastTarget = nearest(e.touches[0].target);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ stale-reference: 'lastTarget' keeps the element of the last event
  });
  document.addEventListener('touchend', () => {
    if (lastTarget) lastTarget.classList.remove('pressed');
  });
  function nearest(node) {
    return 'tagName' in node ? node : node.parentNode;
  }
})();

//# the event of the last press
class Draggable {
  constructor(element) {
    this.element = element;
    this.lastEvent = null;
  }
  onDown(event) {
    this.lastEvent = event;
//  ^^^^^^^^^^^^^^^^^^^^^^ stale-reference: 'this.lastEvent' keeps the last event until the next call
    this.element.setPointerCapture(event.pointerId);
  }
  onUp(event) {
    this.element.style.left = `${event.clientX - this.lastEvent.clientX}px`;
  }
}
module.exports = Draggable;

//# what a handler answers, with more
let current;
module.exports = function remember(req, res, next) {
  current = { req, at: Date.now() };
//^ stale-reference: 'current' keeps 'req' until the next call
  next();
};
module.exports.tag = () => (current ? current.req.headers['x-tag'] : '-');

//# what a given function was run for
let activeOwner = null;
export function collect(owner, fn) {
  activeOwner = owner;
//^ stale-reference: 'activeOwner' keeps 'owner' until the next call
  fn();
}
export function note(one) {
  if (activeOwner) activeOwner.notes.push(one);
}

//# the element that had the focus
let before = null;
export function openDialog(dialog) {
  before = document.activeElement;
//^ stale-reference: 'before' keeps the element of the last event
  dialog.showModal();
}
export function closeDialog(dialog) {
  dialog.close();
  before.focus();
}

//# a canvas for one picture
class Printer {
  print(source) {
    this.canvas = document.createElement('canvas');
//  ^ stale-reference: 'this.canvas' keeps what only this call uses until the next call
    this.canvas.getContext('2d').drawImage(source, 0, 0);
    return this.canvas.toDataURL();
  }
}
module.exports = Printer;

//# the element that is dragged
let dragged = null;
list.addEventListener('dragstart', (event) => {
  dragged = event.target;
//^ stale-reference: 'dragged' keeps 'event.target' until the next call
});
list.addEventListener('drop', () => list.append(dragged));
