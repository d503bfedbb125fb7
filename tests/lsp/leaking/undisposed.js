class Payload {
  constructor() {
    this.data = new Array(100).fill(this);
  }
}

const open = new Set();

class Store {
  constructor() {
    this.payload = new Payload();
    open.add(this);
  }

  dispose() {
    open.delete(this);
  }
}

class Editor {
  constructor() {
    this.store = new Store();
  }

  dispose() {
    this.closed = true;
  }
}

exports.work = () => {
  const editor = new Editor();
  editor.dispose();
};
