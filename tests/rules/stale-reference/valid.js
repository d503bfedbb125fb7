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

//# a canvas that another method uses (ts)
export class Renderer {
  private canvas: HTMLCanvasElement | null = null;
  draw(width: number): string {
    this.canvas = document.createElement('canvas');
    this.canvas.width = width;
    return this.canvas.toDataURL();
  }
  last(): HTMLCanvasElement | null {
    return this.canvas;
  }
}

//# a canvas that is made once
class Renderer {
  draw(width) {
    if (!this._canvas) this._canvas = document.createElement('canvas');
    this._canvas.width = width;
    return this._canvas.toDataURL();
  }
}
module.exports = Renderer;

//# a callback that lets go
class Worker {
  send(request, done) {
    this._onEnd = (...args) => {
      this._onEnd = null;
      done(...args);
    };
    this._child.send(request);
  }
  _onMessage(message) {
    this._onEnd(null, message);
  }
}
module.exports = Worker;

//# the functions of a promise
class Deferred {
  constructor() {
    this.promise = new Promise((resolve) => {
      this.resolve = resolve;
    });
  }
  finish() {
    this.resolve();
  }
}
module.exports = Deferred;

//# a request that is let go
class Transport {
  constructor(req) {
    this.socket = req.socket;
    this.req = req;
    this.id = this.req.headers.id;
    this.req = null;
  }
}
module.exports = Transport;

//# the element of an event that is let go (esm)
export class Drag {
  down(e) {
    this._target = e.target;
    this._target.classList.add('dragging');
  }
  up() {
    this._target.classList.remove('dragging');
    this._target = null;
  }
}

//# an element that is let go when the touch ends
(function () {
  let lastTarget = null;
  document.addEventListener('touchstart', (e) => {
    lastTarget = nearest(e.touches[0].target);
  });
  document.addEventListener('touchend', () => {
    if (lastTarget) lastTarget.classList.remove('pressed');
    lastTarget = null;
  });
  function nearest(node) {
    return 'tagName' in node ? node : node.parentNode;
  }
})();

//# emptied when the given function has run
let activeOwner = null;
export function collect(owner, fn) {
  const outer = activeOwner;
  activeOwner = owner;
  try {
    fn();
  } finally {
    activeOwner = outer;
  }
}
export function note(one) {
  if (activeOwner) activeOwner.notes.push(one);
}

//# the focus given back and forgotten
let before = null;
export function openDialog(dialog) {
  before = document.activeElement;
  dialog.showModal();
}
export function closeDialog(dialog) {
  dialog.close();
  before.focus();
  before = null;
}

//# a canvas that is shown
class Printer {
  print(source) {
    this.canvas = document.createElement('canvas');
    this.canvas.getContext('2d').drawImage(source, 0, 0);
    document.body.append(this.canvas);
  }
}
module.exports = Printer;
