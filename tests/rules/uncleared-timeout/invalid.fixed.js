//# sets itself for ever
//= no fix

//# a race with a limit
//= no fix

//# a race with a named limit
//= no fix

//# a race with a helper
//= no fix

//# a promise around work and a limit
//= no fix

//# a field that is overwritten
//= Clear this.idle before it is replaced
class Session {
  onMessage() {
    clearTimeout(this.idle);
    this.idle = setTimeout(() => this.end(), 60000);
//              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-timeout: 'this.idle' may still hold a timeout that is not cleared
  }
  end() {
    clearTimeout(this.idle);
  }
}
module.exports = Session;

//# a field that the end forgets
//= Clear the timeout in destroy() (unsafe)
class Tooltip {
  show() {
    this.timer = setTimeout(() => this.render(), 500);
//               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-timeout: nothing clears the timeout in 'this.timer' when the object ends
  }
  render() {}
  destroy() {
    clearTimeout(this.timer);
    this.element = null;
  }
}
module.exports = Tooltip;

//# a module's variable that is overwritten
//= Clear pending before it is replaced
let pending;
exports.schedule = function schedule(fn) {
  clearTimeout(pending);
  pending = setTimeout(fn, 60000);
//          ^^^^^^^^^^^^^^^^^^^^^ uncleared-timeout: 'pending' may still hold a timeout that is not cleared
};
exports.stop = () => clearTimeout(pending);

//# a race in a class
//= no fix

//# a race whose handle is kept and not cleared
//= no fix

