// Each new thing keeps the one before it: its method shares a context with a function that reads the old one.
let theThing = null;

function replaceThing() {
  const originalThing = theThing;
  const unused = function () { return originalThing !== null; };
  //             ^ captures dead originalThing
  theThing = {
  //<- cause
    data: Buffer.alloc(200),
    someMethod() { return 'method'; },
    //<- grows: closure someMethod 0 10 20
  };
  return unused;
}

exports.work = () => { replaceThing(); };
