"""How sure a statement is: asserted, planned, rumoured, denied."""
