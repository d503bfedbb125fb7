// A list behind a getter of a module's object.
// trace: store Object -> .items (getter) get items -> context context of arrow function {items} -> items Array -> [*] Object
const store = (() => {
  const items = [];
  return { get items() { return items; } };
})();
exports.store = store;
let n = 0;

exports.work = () => {
  n += 1;
  store.items.push({ n, text: `item ${n}` });
  //<- grows: object Object 0 10 20
  //<- cause
};
