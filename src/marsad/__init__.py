"""Marsad reads Arabic reporting and keeps a sourced record of events."""
