"""What client and service must agree on: states, rules, hours and the wire. Pure functions, no I/O."""
