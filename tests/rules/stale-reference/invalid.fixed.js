//# the last request
//= Set 'lastRequest' to null afterwards (unsafe: somebody may still want it) (unsafe)
let lastRequest;
module.exports = (req, res) => {
  lastRequest = req;
  try {
  //^^^^^^^^^^^^^^^^^ stale-reference: 'lastRequest' keeps 'req' until the next call
    res.end(lastRequest.url);
  } finally {
    lastRequest = null;
  }
};

//# the last event
//= Set 'lastEvent' to null afterwards (unsafe: somebody may still want it) (unsafe)
let lastEvent;
export function onMove(event) {
  lastEvent = event;
  try {
  //^^^^^^^^^^^^^^^^^ stale-reference: 'lastEvent' keeps 'event' until the next call
    console.log(lastEvent.x);
  } finally {
    lastEvent = null;
  }
}

//# written only
//= Set 'current' to null afterwards (unsafe: somebody may still want it) (unsafe)
let current;
module.exports = function handle(req, res) {
  current = req;
  try {
  //^^^^^^^^^^^^^ stale-reference: 'current' keeps 'req' until the next call
    res.end('ok');
  } finally {
    current = null;
  }
};

//# with var
//= Set 'prevMessage' to null afterwards (unsafe: somebody may still want it) (unsafe)
var prevMessage;
exports.onMessage = function (message) {
  prevMessage = message;
  try {
  //^^^^^^^^^^^^^^^^^^^^^ stale-reference: 'prevMessage' keeps 'message' until the next call
    console.log(prevMessage.id);
  } finally {
    prevMessage = null;
  }
};

//# declared as null
//= Set 'activeSocket' to null afterwards (unsafe: somebody may still want it) (unsafe)
let activeSocket = null;
exports.serve = function (socket) {
  activeSocket = socket;
  try {
  //^^^^^^^^^^^^^^^^^^^^^ stale-reference: 'activeSocket' keeps 'socket' until the next call
    activeSocket.write('hello');
  } finally {
    activeSocket = null;
  }
};

//# the last error
//= Set 'lastError' to null afterwards (unsafe: somebody may still want it) (unsafe)
let lastError;
exports.report = (error) => {
  lastError = error;
  try {
  //^^^^^^^^^^^^^^^^^ stale-reference: 'lastError' keeps 'error' until the next call
    console.error(lastError.stack);
  } finally {
    lastError = null;
  }
};

//# a canvas node
//= Set 'tempNode' to null afterwards (unsafe: somebody may still want it) (unsafe)
let tempNode;
exports.measure = function measure(node) {
  tempNode = node;
  try {
  //^^^^^^^^^^^^^^^ stale-reference: 'tempNode' keeps 'node' until the next call
    return tempNode.offsetWidth;
  } finally {
    tempNode = null;
  }
};

//# koa
//= Set 'ctxOfRequest' to null afterwards (unsafe: somebody may still want it) (unsafe)
let ctxOfRequest;
export const handle = (ctx, next) => {
  ctxOfRequest = ctx;
  try {
  //^^^^^^^^^^^^^^^^^^ stale-reference: 'ctxOfRequest' keeps 'ctx' until the next call
    return next(ctxOfRequest.state);
  } finally {
    ctxOfRequest = null;
  }
};

//# the last response
//= Set 'savedResponse' to null afterwards (unsafe: somebody may still want it) (unsafe)
let savedResponse;
exports.done = (response) => {
  savedResponse = response;
  try {
  //^^^^^^^^^^^^^^^^^^^^^^^^ stale-reference: 'savedResponse' keeps 'response' until the next call
    return savedResponse.statusCode;
  } finally {
    savedResponse = null;
  }
};

//# a canvas that only one method uses
//= Set 'this.canvas' to null afterwards (unsafe: somebody may still want it) (unsafe)
export class Renderer {
  private canvas: HTMLCanvasElement | null = null;
  draw(width: number): string {
    const made = document.createElement('canvas');
    this.canvas = made;
    try {
  //  ^ stale-reference: 'this.canvas' keeps what only this call uses until the next call
      this.canvas.width = width;
      return this.canvas.toDataURL();
    } finally {
      this.canvas = null;
    }
  }
}

//# the callback of the last call
//= Set 'this._onEnd' to null afterwards (unsafe: somebody may still want it) (unsafe)
class Worker {
  send(request, done) {
    this._onEnd = (...args) => {
      this._onEnd = null;
      return done(...args);
    };
//  ^ stale-reference: 'this._onEnd' keeps the callback of the last call until the next call
    this._child.send(request);
  }
  _onMessage(message) {
    this._onEnd(null, message);
  }
}
module.exports = Worker;

//# a request that a socket's object keeps
//= Set 'this.req' to null afterwards (unsafe: somebody may still want it) (unsafe)
class Transport {
  constructor(req) {
    this.socket = req.socket;
    this.req = req;
//  ^ stale-reference: 'this.req' keeps the request as long as its socket lives
    this.id = req.headers.id;
    this.req = null;
  }
  name() {
    return this.id;
  }
}
module.exports = Transport;

//# a variable that another function looks at
//= Set 'lastEvent' to null afterwards (unsafe: somebody may still want it) (unsafe)
let lastEvent;
exports.dispatch = (event, listeners) => {
  lastEvent = event;
  try {
  //^ stale-reference: 'lastEvent' keeps 'event' until the next call
    listeners.forEach((listener) => listener(event));
  } finally {
    lastEvent = null;
  }
};
exports.cancel = () => {
  if (lastEvent) lastEvent.preventDefault();
};

//# the element of an event
//= no fix

//# the element of an event in a field
//= no fix

//# an element that is found from the event's
//= no fix

//# the event of the last press
//= Set 'this.lastEvent' to null afterwards (unsafe: somebody may still want it) (unsafe)
class Draggable {
  constructor(element) {
    this.element = element;
    this.lastEvent = null;
  }
  onDown(event) {
    this.lastEvent = event;
    try {
  //  ^^^^^^^^^^^^^^^^^^^^^^ stale-reference: 'this.lastEvent' keeps the last event until the next call
      this.element.setPointerCapture(event.pointerId);
    } finally {
      this.lastEvent = null;
    }
  }
  onUp(event) {
    this.element.style.left = `${event.clientX - this.lastEvent.clientX}px`;
  }
}
module.exports = Draggable;

//# what a handler answers, with more
//= Set 'current' to null afterwards (unsafe: somebody may still want it) (unsafe)
let current;
module.exports = function remember(req, res, next) {
  current = { req, at: Date.now() };
  try {
  //^ stale-reference: 'current' keeps 'req' until the next call
    next();
  } finally {
    current = null;
  }
};
module.exports.tag = () => (current ? current.req.headers['x-tag'] : '-');

//# what a given function was run for
//= Set 'activeOwner' to null afterwards (unsafe: somebody may still want it) (unsafe)
let activeOwner = null;
export function collect(owner, fn) {
  activeOwner = owner;
  try {
  //^ stale-reference: 'activeOwner' keeps 'owner' until the next call
    fn();
  } finally {
    activeOwner = null;
  }
}
export function note(one) {
  if (activeOwner) activeOwner.notes.push(one);
}

//# the element that had the focus
//= no fix

//# a canvas for one picture
//= Set 'this.canvas' to null afterwards (unsafe: somebody may still want it) (unsafe)
class Printer {
  print(source) {
    this.canvas = document.createElement('canvas');
    try {
  //  ^ stale-reference: 'this.canvas' keeps what only this call uses until the next call
      this.canvas.getContext('2d').drawImage(source, 0, 0);
      return this.canvas.toDataURL();
    } finally {
      this.canvas = null;
    }
  }
}
module.exports = Printer;

//# the element that is dragged
//= no fix

