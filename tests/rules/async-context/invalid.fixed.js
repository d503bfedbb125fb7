//# a hook without destroy
//= no fix

//# a hook in a class
//= no fix

//# an interval inside a context
//= no fix

//# a kept interval inside a context
//= no fix

//# a listener on the process inside a context
//= no fix

//# a listener on a module's emitter inside a context
//= no fix

//# imported storage
//= no fix

//# a storage in a field
//= no fix

