//# no limit for the process
//= no fix

//# an infinite limit
//= no fix

//# of a module's emitter
//= no fix

//# of a field
//= no fix

//# of all emitters
//= no fix

//# of all emitters, imported
//= no fix

//# a limit that nobody reaches
//= no fix

//# of a parameter
//= no fix

