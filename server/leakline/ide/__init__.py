"""What an ideal editor would ask for, as plain frozen data."""
