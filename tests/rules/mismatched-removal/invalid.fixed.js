//# another target
//= no fix

//# bound when added
//= no fix

//# bound when removed
//= no fix

//# a fresh arrow when removed
//= no fix

//# a function that the removal makes itself
//= no fix

//# another capture flag
//= Remove with the same capture flag
export class Menu {
  open() {
    document.addEventListener('click', this.onClick, true);
  }
  close() {
    document.removeEventListener('click', this.onClick, true);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: 'click' was added with another capture flag
  }
  onClick() {}
}

//# capture among the options
//= Remove with the same capture flag
export class Menu {
  open() {
    document.addEventListener('click', this.onClick, { capture: true });
  }
  close() {
    document.removeEventListener('click', this.onClick, true);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: 'click' was added with another capture flag
  }
  onClick() {}
}

//# another method
//= no fix

//# bound again before it is removed
//= no fix

