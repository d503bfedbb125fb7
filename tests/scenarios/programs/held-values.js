// The held value of a registry keeps the object it waits for.
// trace: registry FinalizationRegistry -> held value Object
const registry = new FinalizationRegistry((held) => held.close());

class File {
  constructor() {
    this.data = Buffer.alloc(64);
  }

  close() {
    this.data = null;
  }
}

function open() {
  const file = new File();
  registry.register(file, { close: () => file.close() });
  //<- cause
  //                               ^ grows: closure close 0 10 20
  //                               ^ captures used file
}

exports.work = open;
