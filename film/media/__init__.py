"""Files and arrays in, files and arrays out: probe, encode, mix, caption, join."""
