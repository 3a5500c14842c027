"""The drawn class: photos of children who don't exist, for a first try and for the tests."""
