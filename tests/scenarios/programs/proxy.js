// A Proxy around a state object that keeps all versions.
// trace: state Proxy -> proxy target Object -> .history Array -> [*] Object
const state = new Proxy({ history: [] }, { get: (target, key) => target[key] });
exports.state = state;
let n = 0;

exports.work = () => {
  n += 1;
  state.history.push({ n, copy: [n, n] });
  //<- grows: object Object 0 10 20
  //<- cause
};
