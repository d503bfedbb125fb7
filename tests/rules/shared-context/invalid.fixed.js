//# each keeps the one before
//= no fix

//# a sibling closure uses the array
//= no fix

//# a buffer of a file
//= no fix

//# a parsed text that a sort uses
//= no fix

//# an interval
//= no fix

//# kept by a module's variable
//= no fix

//# put into a module's map
//= no fix

//# through an unused function
//= no fix

//# a typed array
//= no fix

