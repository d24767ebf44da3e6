"""How the reading model is made: prepare, train, export, evaluate (see README.md)."""
