//# twins on a field
//= no fix

//# twins with arrows
//= no fix

//# twins on a module's emitter
//= no fix

//# twins on a parameter
//= no fix

//# a teardown leaves one of two out
//= no fix

//# a window teardown leaves one out
//= no fix

//# a function that cleans up one of two
//= no fix

//# twins of an outer emitter
//= no fix

