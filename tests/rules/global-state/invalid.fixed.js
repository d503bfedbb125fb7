//# a list on global
//= no fix

//# a map on globalThis
//= no fix

//# a computed entry
//= no fix

//# a list on window
//= no fix

//# the last request
//= no fix

//# an object for each call
//= no fix

//# a set on global in a class
//= no fix

//# deeper
//= no fix

//# an object that the file itself puts there
//= no fix

//# under its bare name
//= no fix

//# an entry under its bare name
//= no fix

//# made where it is missing
//= no fix

