// A private static map of instances.
// trace: Model Model -> .#byId Map -> map[…] Model
class Model {
//<- grows: object Model 0 10 20
  static #byId = new Map();

  constructor(id) {
    this.id = id;
    this.data = Buffer.alloc(32);
    Model.#byId.set(id, this);
    //<- cause
  }

  static get(id) {
    return Model.#byId.get(id);
  }
}

exports.Model = Model;
let n = 0;

exports.work = () => {
  n += 1;
  new Model(n);
};
