//# the last request
//= no fix

//# the last event
//= no fix

//# written only
//= no fix

//# with var
//= no fix

//# declared as null
//= no fix

//# the last error
//= no fix

//# a canvas node
//= no fix

//# koa
//= no fix

//# the last response
//= no fix

