"""Steps that bring a store from one shape to the next."""
