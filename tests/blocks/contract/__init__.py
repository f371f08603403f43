"""The promises of each stage's interface, kept by every engine in the catalogue."""
