"""Cubby sorts a class's photos into one folder per child, on the teacher's own computer."""
