//# each object adds itself
//= no fix

//# a connection handler that is a method
//= no fix

//# work that only its cancellation takes out
//= no fix

//# callbacks on a prototype
//= no fix

//# connections of a server
//= no fix

//# clients in a set
//= no fix

//# sessions in a map
//= no fix

//# a field of a server object
//= no fix

//# pending calls without an end
//= no fix

//# deleted only when the answer comes
//= no fix

//# subscribers without an end
//= no fix

//# an object of a module by socket id
//= no fix

